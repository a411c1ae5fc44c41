//! What the server answers: one function for each question.

use super::texts::{Encoding, Open, Texts};
use super::told;
use super::work::{Judged, Read};
use crate::editor::{self, Level, Mention, Outline, Sort, Symbol};
use crate::model::World;
use crate::report;
use crate::source::{LineIndex, SourceId, Span};
use crate::{Project, Report};
use lsp_server::{ErrorCode, Request};
use lsp_types::request::{
    CodeActionRequest, CodeLensRequest, Completion, DocumentHighlightRequest,
    DocumentSymbolRequest, ExecuteCommand, FoldingRangeRequest, Formatting, GotoDefinition,
    HoverRequest, InlayHintRequest, PrepareRenameRequest, References, Rename, Request as _,
    SelectionRangeRequest, SemanticTokensFullRequest, SignatureHelpRequest, WorkspaceSymbolRequest,
};
use lsp_types::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;

/// The command behind a lens: why a line is what it is in a draft. It gives the text `armistice why` prints.
const WHY: &str = "armistice.why";

/// What words are, as editors colour them; in the order of [`colour`].
const COLOURS: [SemanticTokenType; 5] = [
    SemanticTokenType::VARIABLE,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::EVENT,
    SemanticTokenType::TYPE,
];

fn colour(symbol: &Symbol) -> u32 {
    match symbol {
        Symbol::Thing(_) => 0,
        Symbol::Draft(_) => 1,
        Symbol::Clause(..) => 2,
        Symbol::Line(..) => 3,
        Symbol::Word(_) => 4,
    }
}

/// What the server can do.
pub(super) fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![" ".to_owned(), "\n".to_owned()]),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(vec![" ".to_owned()]),
            ..SignatureHelpOptions::default()
        }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: COLOURS.to_vec(),
                    token_modifiers: vec![SemanticTokenModifier::DECLARATION],
                },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![WHY.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// Questions that are answered from the text alone, or from what was read before: one does not wait for them.
pub(super) fn needs_no_reading(method: &str) -> bool {
    matches!(
        method,
        Completion::METHOD
            | DocumentSymbolRequest::METHOD
            | Formatting::METHOD
            | FoldingRangeRequest::METHOD
            | SelectionRangeRequest::METHOD
            | SignatureHelpRequest::METHOD
    )
}

/// Why there is no answer.
type Refused = (ErrorCode, String);

/// What is known when a question is answered.
pub(super) struct About<'s> {
    pub(super) texts: &'s Texts,
    pub(super) read: Option<&'s Read>,
    /// What the newest texts were judged to be.
    pub(super) judged: Option<&'s Judged>,
}

impl About<'_> {
    pub(super) fn answer(&self, r: Request) -> Result<Value, Refused> {
        match r.method.as_str() {
            HoverRequest::METHOD => value(self.hover(params(r)?)),
            Completion::METHOD => value(self.completion(params(r)?)),
            GotoDefinition::METHOD => value(self.definition(params(r)?)),
            References::METHOD => value(self.references(params(r)?)),
            DocumentHighlightRequest::METHOD => value(self.highlight(params(r)?)),
            PrepareRenameRequest::METHOD => value(self.prepare(params(r)?)),
            Rename::METHOD => value(self.rename(params(r)?)?),
            DocumentSymbolRequest::METHOD => value(self.symbols(&params(r)?)),
            WorkspaceSymbolRequest::METHOD => value(self.all_symbols(&params(r)?)),
            Formatting::METHOD => value(self.format(&params(r)?)),
            FoldingRangeRequest::METHOD => value(self.folds(&params(r)?)),
            CodeActionRequest::METHOD => value(self.actions(&params(r)?)),
            SelectionRangeRequest::METHOD => value(self.selections(&params(r)?)),
            SignatureHelpRequest::METHOD => value(self.signature(params(r)?)),
            InlayHintRequest::METHOD => value(self.hints(&params(r)?)),
            SemanticTokensFullRequest::METHOD => value(self.colours(&params(r)?)),
            CodeLensRequest::METHOD => value(self.lenses(&params(r)?)),
            ExecuteCommand::METHOD => value(self.execute(params(r)?)?),
            method => Err((
                ErrorCode::MethodNotFound,
                format!("`{method}` is not answered"),
            )),
        }
    }

    fn report(&self) -> Option<&Report> {
        self.judged.map(|j| &j.report)
    }

    fn open(&self, uri: &Uri) -> Option<&Open> {
        self.texts.open.get(&self.texts.path_of(uri))
    }

    /// The project, a text of it, and an offset in that.
    fn place(&self, at: &TextDocumentPositionParams) -> Option<(&Read, SourceId, usize)> {
        let read = self.read?;
        let source = told::source(&read.project, &self.texts.path_of(&at.text_document.uri))?;
        let s = read.project.sources.get(source);
        Some((
            read,
            source,
            self.texts.encoding.offset(&s.text, &s.lines, at.position),
        ))
    }

    fn mention(&self, at: &TextDocumentPositionParams) -> Option<(&Read, &Mention)> {
        let (read, source, offset) = self.place(at)?;
        Some((read, read.index.at(source, offset as u32)?))
    }

    fn range(&self, project: &Project, span: Span) -> Range {
        told::range(project, self.texts, span)
    }

    fn hover(&self, p: HoverParams) -> Option<Hover> {
        let (read, mention) = self.mention(&p.text_document_position_params)?;
        let text = editor::hover(&read.project, self.report(), mention)?;
        Some(Hover {
            contents: HoverContents::Markup(MarkupContent {
                kind: MarkupKind::Markdown,
                value: text,
            }),
            range: Some(self.range(&read.project, mention.span)),
        })
    }

    fn completion(&self, p: CompletionParams) -> Option<CompletionResponse> {
        let at = p.text_document_position;
        let open = self.open(&at.text_document.uri)?;
        let world = self.world(&at.text_document.uri)?;
        let offset = self.offset(open, at.position);
        let offers = editor::offers(world, &open.text, offset)
            .into_iter()
            .enumerate();
        let items = offers.map(|(n, o)| CompletionItem {
            label: o.word,
            kind: Some(match o.sort {
                Sort::Keyword => CompletionItemKind::KEYWORD,
                Sort::Kind => CompletionItemKind::CLASS,
                Sort::Field => CompletionItemKind::FIELD,
                Sort::Verb => CompletionItemKind::FUNCTION,
                Sort::Role => CompletionItemKind::OPERATOR,
                Sort::Name => CompletionItemKind::VARIABLE,
                Sort::Noun => CompletionItemKind::VALUE,
                Sort::Clause | Sort::Draft | Sort::Line => CompletionItemKind::REFERENCE,
            }),
            detail: (!o.detail.is_empty()).then_some(o.detail),
            insert_text: Some(o.snippet),
            insert_text_format: Some(InsertTextFormat::SNIPPET),
            sort_text: Some(format!("{n:06}")),
            ..CompletionItem::default()
        });
        Some(CompletionResponse::Array(items.collect()))
    }

    /// The world a text was read in; one that was just opened is in none yet, and any has the prelude.
    fn world(&self, uri: &Uri) -> Option<&World> {
        let project = &self.read?.project;
        let source = told::source(project, &self.texts.path_of(uri));
        let world = source.and_then(|s| project.world_of(s));
        world.or(project.worlds.first())
    }

    fn offset(&self, open: &Open, at: Position) -> usize {
        self.texts
            .encoding
            .offset(&open.text, &LineIndex::new(&open.text), at)
    }

    /// The verb of the sentence that is being written, with its roles.
    fn signature(&self, p: SignatureHelpParams) -> Option<SignatureHelp> {
        let at = p.text_document_position_params;
        let open = self.open(&at.text_document.uri)?;
        let world = self.world(&at.text_document.uri)?;
        let label = editor::signature(world, &open.text, self.offset(open, at.position))?;
        Some(SignatureHelp {
            signatures: vec![SignatureInformation {
                label,
                documentation: None,
                parameters: None,
                active_parameter: None,
            }],
            active_signature: Some(0),
            active_parameter: None,
        })
    }

    fn selections(&self, p: &SelectionRangeParams) -> Option<Vec<SelectionRange>> {
        let open = self.open(&p.text_document.uri)?;
        let lines = LineIndex::new(&open.text);
        let one = |at: &Position| {
            let around = editor::around(&open.text, self.offset(open, *at));
            let ranges = around.into_iter().rev();
            let outwards = ranges.fold(None, |parent: Option<SelectionRange>, r| {
                Some(SelectionRange {
                    range: self
                        .texts
                        .encoding
                        .range(&open.text, &lines, r.start, r.end),
                    parent: parent.map(Box::new),
                })
            });
            outwards.unwrap_or(SelectionRange {
                range: Range::new(*at, *at),
                parent: None,
            })
        };
        Some(p.positions.iter().map(one).collect())
    }

    /// Behind the head of a clause, when it is done.
    fn hints(&self, p: &InlayHintParams) -> Option<Vec<InlayHint>> {
        let project = &self.read?.project;
        let source = told::source(project, &self.texts.path_of(&p.text_document.uri))?;
        let here = self.judged?.dates.iter().filter(|h| h.at.source == source);
        let hints = here.map(|h| InlayHint {
            position: self.range(project, h.at).end,
            label: InlayHintLabel::String(h.words.clone()),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
        let asked = |h: &InlayHint| p.range.start <= h.position && h.position <= p.range.end;
        Some(hints.filter(asked).collect())
    }

    fn colours(&self, p: &SemanticTokensParams) -> Option<SemanticTokensResult> {
        let read = self.read?;
        let source = told::source(&read.project, &self.texts.path_of(&p.text_document.uri))?;
        let mut last = Position::default();
        let mut data = Vec::new();
        for m in read.index.of(source) {
            let range = self.range(&read.project, m.span);
            let at = range.start;
            let new_line = at.line != last.line;
            data.push(SemanticToken {
                delta_line: at.line - last.line,
                delta_start: at.character - if new_line { 0 } else { last.character },
                length: range.end.character - at.character,
                token_type: colour(&m.symbol),
                token_modifiers_bitset: u32::from(m.declares),
            });
            last = at;
        }
        Some(
            SemanticTokens {
                result_id: None,
                data,
            }
            .into(),
        )
    }

    fn definition(&self, p: GotoDefinitionParams) -> Option<GotoDefinitionResponse> {
        let (read, mention) = self.mention(&p.text_document_position_params)?;
        let places = read.index.places(&read.project, mention).into_iter();
        let declared = places.filter(|(_, declares)| *declares);
        let places =
            declared.filter_map(|(span, _)| told::location(&read.project, self.texts, span));
        Some(GotoDefinitionResponse::Array(places.collect()))
    }

    fn references(&self, p: ReferenceParams) -> Option<Vec<Location>> {
        let (read, mention) = self.mention(&p.text_document_position)?;
        let places = read.index.places(&read.project, mention).into_iter();
        let wanted = places.filter(|(_, declares)| p.context.include_declaration || !declares);
        let places = wanted.filter_map(|(span, _)| told::location(&read.project, self.texts, span));
        Some(places.collect())
    }

    fn highlight(&self, p: DocumentHighlightParams) -> Option<Vec<DocumentHighlight>> {
        let (read, mention) = self.mention(&p.text_document_position_params)?;
        let places = read.index.places(&read.project, mention).into_iter();
        let here = places.filter(|(span, _)| span.source == mention.span.source);
        let all = here.map(|(span, declares)| DocumentHighlight {
            range: self.range(&read.project, span),
            kind: Some(match declares {
                true => DocumentHighlightKind::WRITE,
                false => DocumentHighlightKind::READ,
            }),
        });
        Some(all.collect())
    }

    fn prepare(&self, at: TextDocumentPositionParams) -> Option<PrepareRenameResponse> {
        let (read, mention) = self.mention(&at)?;
        let places = read.index.places(&read.project, mention);
        let given_here = places.iter().any(|(_, declares)| *declares);
        given_here.then(|| PrepareRenameResponse::Range(self.range(&read.project, mention.span)))
    }

    fn rename(&self, p: RenameParams) -> Result<Option<WorkspaceEdit>, Refused> {
        let Some((read, mention)) = self.mention(&p.text_document_position) else {
            return Ok(None);
        };
        let places = editor::rename(&read.project, &read.index, mention, &p.new_name)
            .map_err(|why| (ErrorCode::RequestFailed, why.0))?;
        #[allow(
            clippy::mutable_key_type,
            reason = "the type of the protocol; an address is never changed"
        )]
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for span in places {
            if let Some(at) = told::location(&read.project, self.texts, span) {
                let edit = TextEdit::new(at.range, p.new_name.clone());
                changes.entry(at.uri).or_default().push(edit);
            }
        }
        Ok(Some(WorkspaceEdit::new(changes)))
    }

    fn symbols(&self, p: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
        let text = &self.open(&p.text_document.uri)?.text;
        let lines = LineIndex::new(text);
        let all = editor::outline(text);
        let symbols = all.iter().map(|o| self.symbol(text, &lines, o)).collect();
        Some(DocumentSymbolResponse::Nested(symbols))
    }

    #[allow(deprecated, reason = "a field of the protocol that has to be given")]
    fn symbol(&self, text: &str, lines: &LineIndex, o: &Outline) -> DocumentSymbol {
        let range = |s: Span| {
            self.texts
                .encoding
                .range(text, lines, s.start as usize, s.end as usize)
        };
        let parts = o.parts.iter().map(|p| self.symbol(text, lines, p));
        DocumentSymbol {
            name: o.name.clone(),
            detail: Some(o.title.clone()),
            kind: kind(o.level),
            tags: None,
            deprecated: None,
            range: range(o.span),
            selection_range: range(o.at),
            children: Some(parts.collect()),
        }
    }

    #[allow(deprecated, reason = "a field of the protocol that has to be given")]
    fn all_symbols(&self, p: &WorkspaceSymbolParams) -> Option<Vec<SymbolInformation>> {
        let read = self.read?;
        let query = p.query.to_lowercase();
        let mut out = Vec::new();
        for (id, s) in read.project.sources.iter().filter(|(_, s)| !s.built_in) {
            let mut todo = editor::outline(&s.text);
            todo.reverse();
            while let Some(o) = todo.pop() {
                let at = Span::new(id, o.at.start, o.at.end);
                let asked = format!("{} {}", o.name, o.title)
                    .to_lowercase()
                    .contains(&query);
                if asked && let Some(location) = told::location(&read.project, self.texts, at) {
                    out.push(SymbolInformation {
                        name: o.name,
                        kind: kind(o.level),
                        tags: None,
                        deprecated: None,
                        location,
                        container_name: Some(o.title),
                    });
                }
                todo.extend(o.parts.into_iter().rev());
            }
        }
        Some(out)
    }

    /// The text laid out, as one edit; a text with mistakes stays as it is.
    fn format(&self, p: &DocumentFormattingParams) -> Option<Vec<TextEdit>> {
        let text = &self.open(&p.text_document.uri)?.text;
        let laid_out = crate::format(text).ok()?;
        if laid_out == *text {
            return Some(Vec::new());
        }
        let all = self
            .texts
            .encoding
            .range(text, &LineIndex::new(text), 0, text.len());
        Some(vec![TextEdit::new(all, laid_out)])
    }

    fn folds(&self, p: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
        let text = &self.open(&p.text_document.uri)?.text;
        let lines = LineIndex::new(text);
        let mut out = Vec::new();
        let mut todo = editor::outline(text);
        while let Some(o) = todo.pop() {
            let start = lines.line_of(o.span.start) as u32;
            let end = lines.line_of(o.span.end.saturating_sub(1)) as u32;
            if end > start {
                out.push(FoldingRange {
                    start_line: start,
                    end_line: end,
                    ..FoldingRange::default()
                });
            }
            todo.extend(o.parts);
        }
        out.sort_by_key(|f| (f.start_line, f.end_line));
        Some(out)
    }

    fn actions(&self, p: &CodeActionParams) -> Option<CodeActionResponse> {
        let project = &self.read?.project;
        let source = told::source(project, &self.texts.path_of(&p.text_document.uri))?;
        let all = self
            .report()
            .map_or(&project.diagnostics, |r| &r.diagnostics);
        let meets = |r: Range| r.start <= p.range.end && p.range.start <= r.end;
        let here = all
            .iter()
            .filter(|d| d.at.span.source == source && meets(self.range(project, d.at.span)));
        Some(
            here.filter_map(|d| told::action(project, self.texts, d))
                .collect(),
        )
    }

    fn lenses(&self, p: &CodeLensParams) -> Option<Vec<CodeLens>> {
        let (project, report) = (&self.read?.project, self.report()?);
        let source = told::source(project, &self.texts.path_of(&p.text_document.uri))?;
        let here = editor::lenses(project, report, source).into_iter();
        let all = here.map(|l| {
            let (draft, party, line) = l.why;
            CodeLens {
                range: self.range(project, l.at),
                command: Some(Command {
                    title: l.words,
                    command: WHY.to_owned(),
                    arguments: Some(vec![draft.into(), party.into(), line.into()]),
                }),
                data: None,
            }
        });
        Some(all.collect())
    }

    fn execute(&self, p: ExecuteCommandParams) -> Result<Option<String>, Refused> {
        let given: Vec<&str> = p.arguments.iter().filter_map(Value::as_str).collect();
        let [draft, party, line] = given[..] else {
            let why = format!("`{WHY}` takes a draft, a party and a line");
            return Err((ErrorCode::InvalidParams, why));
        };
        let (Some(read), Some(report)) = (self.read, self.report()) else {
            let why = "the texts are being judged; ask again".to_owned();
            return Err((ErrorCode::RequestFailed, why));
        };
        let mut findings = report.findings.iter();
        let asked = findings.find(|f| f.draft == draft && f.party == party && f.line == line);
        Ok(asked.map(|f| report::why((f, None), &read.project.sources, true, 100)))
    }
}

fn kind(level: Level) -> SymbolKind {
    match level {
        Level::Draft => SymbolKind::MODULE,
        Level::Clause => SymbolKind::FUNCTION,
        Level::Party => SymbolKind::CLASS,
        Level::Line => SymbolKind::EVENT,
        Level::Thing => SymbolKind::OBJECT,
        Level::Test => SymbolKind::METHOD,
        Level::Vocabulary => SymbolKind::KEY,
    }
}

fn params<T: DeserializeOwned>(r: Request) -> Result<T, Refused> {
    serde_json::from_value(r.params).map_err(|e| (ErrorCode::InvalidParams, e.to_string()))
}

fn value(answer: impl Serialize) -> Result<Value, Refused> {
    serde_json::to_value(answer).map_err(|e| (ErrorCode::InternalError, e.to_string()))
}
