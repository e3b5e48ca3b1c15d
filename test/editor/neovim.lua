-- Run by neovim.mjs inside Neovim 0.7 or newer: attaches to the server, prints a finding, applies its fix, and ends with
-- 0 where the finding is gone. 0.7 has neither `vim.lsp.start` nor `nvim -l`, so none of them is used.
local server = vim.split(vim.env.SEAWORTHY_SERVER, '\n')
local file = vim.env.SEAWORTHY_FILE
local rule = vim.env.SEAWORTHY_RULE

local client

local function say(text)
  io.stdout:write(text .. '\n')
end

local function found()
  return vim.tbl_filter(function(one)
    return one.code == rule or (one.user_data and one.user_data.lsp and one.user_data.lsp.code == rule)
  end, vim.diagnostic.get(0))
end

local function finish(passed)
  if client then vim.lsp.stop_client(client) end
  vim.cmd(passed and 'qa!' or 'cq')
end

vim.cmd('edit ' .. vim.fn.fnameescape(file))
vim.bo.filetype = 'yaml'
client = (vim.lsp.start_client or vim.lsp.start)({ cmd = server, name = 'seaworthy', root_dir = vim.fn.fnamemodify(file, ':h') })
vim.lsp.buf_attach_client(0, client)

if not vim.wait(20000, function() return #found() > 0 end, 50) then
  say('no finding of ' .. rule .. ' arrived')
  return finish(false)
end
local diagnostic = found()[1]
say(('%d:%d %s: %s'):format(diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.source, diagnostic.message))

local range = {
  start = { line = diagnostic.lnum, character = diagnostic.col },
  ['end'] = { line = diagnostic.end_lnum, character = diagnostic.end_col },
}
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = range,
  context = { diagnostics = {} },
}, 10000)
local fix
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do
    if action.isPreferred and not fix then fix = action end
  end
end
if not fix then
  say('no fix is offered')
  return finish(false)
end
say('fix: ' .. fix.title)
vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16')
say('line now: ' .. vim.trim(vim.api.nvim_buf_get_lines(0, diagnostic.lnum, diagnostic.lnum + 1, false)[1]))
finish(vim.wait(20000, function() return #found() == 0 end, 50))
