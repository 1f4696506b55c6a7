-- Names the parts of the book for book.typ. Text stays in pandoc's hands, which escapes it;
-- what is written raw here is our own function names, and strings that quoted() has closed.
local function raw(text) return pandoc.RawBlock("typst", text) end
local function inline(text) return pandoc.RawInline("typst", text) end
local stringify = pandoc.utils.stringify

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

-- pandoc keeps the "data-" of names that HTML uses elsewhere, such as size and label.
local function given(element, name)
  return element.attributes[name] or element.attributes["data-" .. name] or ""
end

local function wrapped(open, blocks)
  local out = pandoc.Blocks { raw(open) }
  out:extend(blocks)
  out:insert(raw("]"))
  return out
end

-- The anchor comes first so that a link to a box lands above it.
local function anchored(id, blocks)
  if id ~= "" then blocks:insert(1, raw("#anchor(" .. quoted(id) .. ")")) end
  return blocks
end

-- A box whose first child may be its title: #name(args)[title][body].
local function titled(name, args, blocks)
  local title = pandoc.Blocks {}
  if blocks[1] and blocks[1].t == "Div" and blocks[1].classes:includes("title") then
    title = blocks:remove(1).content
  end
  local out = wrapped("#" .. name .. "(" .. args .. ")[", title)
  out[#out] = raw("][")
  out:extend(blocks)
  out:insert(raw("]"))
  return out
end

local boxes = {
  callout = function(div) return titled("callout", quoted(given(div, "kind")), div.content) end,
  margin = function(div) return titled("aside", "", div.content) end,
  ["ev-record"] = function(div) return titled("record", "", div.content) end,
  ["ev-ledger"] = function(div) return wrapped("#ledger[", div.content) end,
  citation = function(div) return wrapped("#work[", div.content) end,
  sheet = function(div)
    local size, wide, turned = tonumber(given(div, "size")), given(div, "wide"), given(div, "turned")
    return wrapped(("#sheet(%s, %s, %s)["):format(size, wide == "1", turned == "1"), div.content)
  end,
}

-- Bare text in a box is a paragraph of its own, or it would run on into the next.
local function paragraphs(blocks)
  return blocks:map(function(block) return block.t == "Plain" and pandoc.Para(block.content) or block end)
end

function Div(div)
  if div.classes:includes("title") then return nil end
  for _, class in ipairs(div.classes) do
    if boxes[class] then return anchored(div.identifier, boxes[class](div)) end
  end
  return anchored(div.identifier, paragraphs(div.content))
end

function Span(span)
  if span.classes:includes("note-label") then return inline("<" .. given(span, "label") .. ">") end
  if span.classes:includes("note-again") then return inline("#footnote(<" .. given(span, "label") .. ">)") end
  if span.classes:includes("caption-number") then
    return { inline("#strong["), pandoc.Span(span.content), inline("] ") }
  end
  if span.identifier == "" then return span.content end
  local out = pandoc.Inlines { inline("#anchor(" .. quoted(span.identifier) .. ")") }
  out:extend(span.content)
  return out
end

function Link(link)
  if not link.classes:includes("ev") or link.target:sub(1, 1) ~= "#" then return nil end
  local out = pandoc.Inlines { inline("#marker(" .. quoted(link.target:sub(2)) .. ")[") }
  out:extend(link.content)
  out:insert(inline("]"))
  return out
end

-- A marker clings to the word before it, so the blank between them goes.
function Inlines(inlines)
  for i = #inlines - 1, 1, -1 do
    local follower = inlines[i + 1]
    local is_marker = follower.t == "RawInline" and follower.text:sub(1, 8) == "#marker("
    if is_marker and (inlines[i].t == "Space" or inlines[i].t == "SoftBreak") then inlines:remove(i) end
  end
  return inlines
end

function Math(math)
  local number = math.text:match("^%%number:([^\n]*)\n") or ""
  local tex = math.text:gsub("^%%number:[^\n]*\n", "")
  math.text = tex
  return { inline("#eq(" .. quoted(tex) .. ", " .. quoted(number) .. ", "), math, inline(")") }
end

local function picture(image, caption, id)
  local head = ("#picture(%s, %s)["):format(quoted(image.src), quoted(stringify(image.caption)))
  local out = wrapped(head, caption)
  if id ~= "" then out[#out] = raw("] <" .. id .. ">") end
  return out
end

function Figure(figure)
  local found
  figure.content:walk { Image = function(image) found = found or image end }
  if not found then return nil end
  return picture(found, figure.caption.long, figure.identifier)
end

function Para(para)
  if #para.content == 1 and para.content[1].t == "Image" then
    return picture(para.content[1], pandoc.Blocks {}, "")
  end
end

local function inline_image(image)
  return inline(("#inline-picture(%s, %s)"):format(quoted(image.src), quoted(stringify(image.caption))))
end

function Header(header)
  if header.level > 1 then return nil end
  return { raw("#opening(" .. quoted(given(header, "part")) .. ")"), pandoc.Header(1, header.content, header.identifier) }
end

return {
  { traverse = "topdown", Figure = Figure, Para = Para, Plain = Para },
  { Div = Div, Span = Span, Link = Link, Math = Math, Header = Header, Image = inline_image },
  { Inlines = Inlines },
}
