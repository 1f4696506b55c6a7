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

-- Lines that typst skips: by them a chapter's offprint finds the entries that it cites.
local function entry(id, blocks)
  blocks:insert(1, raw("//entry " .. id))
  blocks:insert(raw("//end"))
  return blocks
end

-- By these lines the ledger is found, which is laid out once however close its chapter is set.
local function ledger(blocks)
  local out = wrapped("#ledger[", blocks)
  out:insert(1, raw("//ledger"))
  out:insert(raw("//ledger-end"))
  return out
end

-- The reference of a chapter stands beside the summary of its sources: #chapter-end[reference][summary].
local function chapter_end(blocks)
  local side, main = pandoc.Blocks {}, pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    local reference = block.t == "Div" and block.classes:includes("end-block")
    if reference then side:extend(block.content) else main:insert(block) end
  end
  if #main == 0 then return wrapped("#reference-alone[", side) end
  local out = wrapped("#chapter-end[", side)
  out[#out] = raw("][")
  out:extend(main)
  out:insert(raw("]"))
  return out
end

local function flag(div, name) return tostring(given(div, name) == "1") end

-- The head of a record does not stand at the foot of a column without a line of what it heads.
local function record(div)
  local head = #div.content > 1 and div.content[1].t == "Para" and div.content:remove(1)
  local out = wrapped("#record(" .. flag(div, "whole") .. ")[", div.content)
  if head then
    for place, block in ipairs { raw("#record-head["), head, raw("]") } do out:insert(place + 1, block) end
  end
  return out
end

local boxes = {
  callout = function(div) return titled("callout", quoted(given(div, "kind")), div.content) end,
  margin = function(div) return titled("aside", "", div.content) end,
  judgement = function(div) return wrapped("#judgement[", div.content) end,
  ["judgement-line"] = function(div) return titled("judgement-line", "", div.content) end,
  ledger = function(div) return ledger(div.content) end,
  record = record,
  members = function(div) return wrapped("#members[", div.content) end,
  ["chapter-end"] = function(div) return chapter_end(div.content) end,
  ["end-head"] = function(div) return wrapped("#end-head[", div.content) end,
  listing = function(div) return wrapped("#listing[", div.content) end,
  legend = function(div) return wrapped("#legend[", div.content) end,
  citation = function(div) return wrapped("#work[", div.content) end,
  sheet = function(div)
    local args = { given(div, "size"), flag(div, "wide"), flag(div, "turned"), flag(div, "kept") }
    return wrapped("#sheet(" .. table.concat(args, ", ") .. ")[", div.content)
  end,
}

-- Runs of text with a function of their own: #name[text].
local runs = {
  ["caption-number"] = "caption-number", legend = "legend", field = "field",
  ["record-id"] = "record-id", ["record-text"] = "record-text",
}

local function run(name, content)
  local out = pandoc.Inlines { inline("#" .. name .. "[") }
  if #content > 0 and content[#content].t == "Space" then content:remove() end
  out:extend(content)
  out:insert(inline("]"))
  return out
end

-- Bare text in a box is a paragraph of its own, or it would run on into the next.
local function paragraphs(blocks)
  return blocks:map(function(block) return block.t == "Plain" and pandoc.Para(block.content) or block end)
end

function Div(div)
  if div.classes:includes("title") or div.classes:includes("end-block") then return nil end
  for _, class in ipairs(div.classes) do
    if boxes[class] then
      local box = anchored(div.identifier, boxes[class](div))
      return (class == "record" or class == "citation") and entry(div.identifier, box) or box
    end
  end
  return anchored(div.identifier, paragraphs(div.content))
end

function Span(span)
  if span.classes:includes("note-label") then return inline("<" .. given(span, "label") .. ">") end
  if span.classes:includes("note-again") then return inline("#footnote(<" .. given(span, "label") .. ">)") end
  if span.classes:includes("chapter-pages") then
    local names = given(span, "targets"):gsub("%S+", function(name) return quoted(name) .. "," end)
    return inline("#chapter-pages(" .. names .. ")")
  end
  for _, class in ipairs(span.classes) do
    if runs[class] then return run(runs[class], span.content) end
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

function Math(math)
  local number = math.text:match("^%%number:([^\n]*)\n") or ""
  local tex = math.text:gsub("^%%number:[^\n]*\n", "")
  math.text = tex
  return { inline("#eq(" .. quoted(tex) .. ", " .. quoted(number) .. ", "), math, inline(")") }
end

local function picture(image, caption, id)
  local args = { quoted(image.src), quoted(stringify(image.caption)), flag(image, "still"), quoted(id) }
  return wrapped("#picture(" .. table.concat(args, ", ") .. ")[", caption)
end

function Figure(figure)
  local found
  figure.content:walk { Image = function(image) found = found or image end }
  if not found then return nil end
  return picture(found, figure.caption.long, figure.identifier)
end

function Para(para)
  if #para.content == 1 and para.content[1].t == "Image" then
    para.content[1].attributes.still = "1"
    return picture(para.content[1], pandoc.Blocks {}, "")
  end
end

local function inline_image(image)
  return inline(("#inline-picture(%s, %s)"):format(quoted(image.src), quoted(stringify(image.caption))))
end

function Header(header)
  if header.level > 1 then return nil end
  local told = quoted(given(header, "part")) .. ", " .. quoted(given(header, "chapter"))
  return { raw("#opening(" .. told .. ")"), pandoc.Header(1, header.content, header.identifier) }
end

-- The book in another format need not be read again.
local function keep(doc)
  if not doc.meta.read then return nil end
  local file = assert(io.open(stringify(doc.meta.read), "w"))
  doc.meta.read = nil
  file:write(pandoc.write(doc, "json"))
  file:close()
  return doc
end

return {
  { Pandoc = keep },
  { traverse = "topdown", Figure = Figure, Para = Para, Plain = Para },
  { Div = Div, Span = Span, Link = Link, Math = Math, Header = Header, Image = inline_image },
}
