// The extension: starts `armistice lsp`, and shows in documents of their own what the program prints.
"use strict";
const vscode = require("vscode");
const { execFile } = require("node:child_process");
const { LanguageClient } = require("vscode-languageclient/node");

const SHOWN = "armistice";
let client;
const texts = new Map();
const changed = new vscode.EventEmitter();

function program() {
  return vscode.workspace.getConfiguration("armistice").get("path", "armistice");
}

function folder() {
  const open = vscode.window.activeTextEditor?.document.uri;
  const of = open && vscode.workspace.getWorkspaceFolder(open);
  return (of ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath;
}

// Shows a text beside the draft, under one name: asked again it is replaced.
async function show(name, text) {
  const uri = vscode.Uri.from({ scheme: SHOWN, path: `/${name}` });
  texts.set(uri.toString(), text);
  changed.fire(uri);
  if (name.endsWith(".md")) {
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  } else {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
}

// What the program prints. What it finds is no failure; what it cannot do is told.
function run(args) {
  return new Promise((resolve, reject) => {
    execFile(program(), args, { cwd: folder(), maxBuffer: 1 << 28 }, (error, out, err) => {
      if (out || !error) {
        resolve(out);
      } else {
        reject(new Error(err.trim() || error.message));
      }
    });
  });
}

// The drafts of the project, to choose from.
async function drafts(many) {
  const report = JSON.parse(await run(["check", "--format", "json"]));
  const all = report.drafts.map((d) => ({ label: d.id, description: d.title }));
  const chosen = await vscode.window.showQuickPick(all, { canPickMany: many, placeHolder: many ? "Drafts to compare" : "Draft" });
  return chosen && [chosen].flat().map((d) => d.label);
}

async function print(name, command, many) {
  const chosen = many === undefined ? [] : await drafts(many);
  if (chosen && (many === undefined || chosen.length > 0)) {
    await show(name, await run([command, ...chosen, "--format", "markdown"]));
  }
}

function command(context, name, work) {
  const told = async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      await vscode.window.showErrorMessage(`armistice: ${error.message}`);
    }
  };
  context.subscriptions.push(vscode.commands.registerCommand(name, told));
}

async function activate(context) {
  const provider = { onDidChange: changed.event, provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "" };
  context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(SHOWN, provider));
  command(context, "armistice.check", () => print("verdicts.md", "check"));
  command(context, "armistice.compareDrafts", () => print("comparison.md", "compare", true));
  command(context, "armistice.timeline", () => print("timeline.md", "timeline", false));
  command(context, "armistice.render", () => print("draft.md", "render", false));
  const server = { command: program(), args: ["lsp"], options: { cwd: folder() } };
  client = new LanguageClient("armistice", "Armistice", server, {
    documentSelector: [{ language: "truce" }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.truce,armistice.toml}") },
    middleware: {
      // The lens that is clicked shows why.
      async executeCommand(name, args, next) {
        const text = await next(name, args);
        if (text) {
          await show(`${args.join(" ")}.txt`, text);
        }
        return text;
      },
    },
  });
  try {
    await client.start();
  } catch {
    await vscode.window.showErrorMessage(`armistice: \`${program()}\` cannot be started; the setting armistice.path says where the program is.`);
  }
}

module.exports = { activate, deactivate: () => client?.stop() };
