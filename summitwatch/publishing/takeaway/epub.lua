-- What the PDF tells by pages, the EPUB tells by chapters.
local titles = {}

local function remember(header)
  if header.level == 1 then titles[header.identifier] = header.content end
end

local function name_chapters(span)
  if not span.classes:includes("chapter-pages") then return nil end
  local targets = span.attributes["targets"] or span.attributes["data-targets"] or ""
  local out = pandoc.Inlines {}
  for target in targets:gmatch("%S+") do
    if #out > 0 then out:insert(pandoc.Str(", ")) end
    out:insert(pandoc.Link(titles[target] or pandoc.Inlines("chapter"), "#" .. target))
  end
  return out
end

-- A chapter is a box on the page; as a file of its own it begins with its title, and anchors follow that.
local function unbox(doc)
  local out = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    if block.t == "Div" and #block.classes == 0 then
      local before = pandoc.Blocks {}
      local begun = false
      for _, inside in ipairs(block.content) do
        if begun then
          out:insert(inside)
        elseif inside.t == "Header" then
          begun = true
          out:insert(inside)
          out:extend(before)
        else
          before:insert(inside)
        end
      end
      if not begun then out:extend(before) end
    else
      out:insert(block)
    end
  end
  doc.blocks = out
  return doc
end

-- A drawing is here a picture, which bears the name of its figure.
local function name_pictures(figure)
  return figure:walk {
    Image = function(image)
      image.src = image.src:gsub("^.*%.svg$", figure.identifier .. ".png")
      return image
    end,
  }
end

-- Roles that Sphinx sets and EPUB no longer wants.
local function drop_role(div)
  if div.attributes.role ~= "doc-biblioentry" then return nil end
  div.attributes.role = nil
  return div
end

return { { Pandoc = unbox }, { Div = drop_role, Header = remember, Figure = name_pictures }, { Span = name_chapters } }
