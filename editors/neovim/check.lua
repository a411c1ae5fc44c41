-- A session in Neovim itself, without a window: `nvim --headless -u NONE -l`-like, for every version since 0.7.
-- Called as `nvim --headless -u NONE -S editors/neovim/check.lua`, with the program in ARMISTICE and a folder made by `armistice init` in FOLDER.
local function fail(why)
  io.stderr:write("neovim: " .. why .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, ready)
  if not vim.wait(30000, ready, 20) then
    fail("in vain: " .. what)
  end
end

local folder = os.getenv("FOLDER")
local path = vim.fn.glob(folder .. "/drafts/*.truce")
vim.cmd("edit " .. vim.fn.fnameescape(path))
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = "armistice",
  cmd = { os.getenv("ARMISTICE"), "lsp" },
  root_dir = folder,
})
vim.lsp.buf_attach_client(buffer, id)
wait("the server starts", function()
  local client = vim.lsp.get_client_by_id(id)
  return client ~= nil and client.server_capabilities ~= nil and client.initialized
end)

-- A mistake is told where it is made, and goes when it is mended.
local text = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
local row, column
for n, line in ipairs(text) do
  local at = line:find("shall withdraw", 1, true)
  if at then
    row, column = n - 1, at - 1 + #"shall "
    break
  end
end
if not row then
  fail("the draft withdraws nothing")
end
local function errors()
  return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
end
vim.api.nvim_buf_set_text(buffer, row, column, row, column + #"withdraw", { "wihtdraw" })
wait("the mistake is told", function()
  return #errors() == 1 and errors()[1].lnum == row
end)
vim.api.nvim_buf_set_text(buffer, row, column, row, column + #"wihtdraw", { "withdraw" })
wait("the mistake is gone", function()
  return #errors() == 0
end)

-- The verb is explained, what may follow is offered, and the text has an outline.
local at = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  position = { line = row, character = column + 1 },
}
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000)
  local answer = answers and answers[id]
  if not answer or answer.error or not answer.result then
    fail(method .. ": " .. vim.inspect(answers))
  end
  return answer.result
end
if not ask("textDocument/hover", at).contents.value:find("withdraw", 1, true) then
  fail("the verb is not explained")
end
if #ask("textDocument/completion", at) == 0 then
  fail("nothing is offered")
end
if #ask("textDocument/documentSymbol", { textDocument = at.textDocument }) == 0 then
  fail("there is no outline")
end
print("neovim: all well")
vim.lsp.stop_client(id)
vim.cmd("qall!")
