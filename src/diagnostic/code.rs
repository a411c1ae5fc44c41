//! The codes: one slug per fault, with its severity and its title. Each has a page in `docs/diagnostics/`.

use super::Severity;

macro_rules! codes {
    ($($name:ident $slug:literal $severity:ident $title:literal;)*) => {
        /// The slug that names a fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of this table.
            pub(crate) const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The slug: `unknown-name`.
            pub(crate) fn slug(self) -> &'static str {
                match self { $(Code::$name => $slug),* }
            }

            /// Its severity.
            pub(crate) fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// A short title.
            pub(crate) fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// The page that explains it.
            pub(crate) fn page(self) -> &'static str {
                match self { $(Code::$name => include_str!(concat!("../../docs/diagnostics/", $slug, ".md"))),* }
            }

            /// The code with this slug.
            pub(crate) fn from_slug(slug: &str) -> Option<Code> {
                match slug { $($slug => Some(Code::$name),)* _ => None }
            }
        }
    };
}

codes! {
    Syntax "syntax" Error "Something stands where it does not fit";
    MissingSemicolon "missing-semicolon" Error "A statement has no `;` at its end";
    UnclosedBrace "unclosed-brace" Error "A bracket is opened and not closed";
    ExtraBrace "extra-brace" Error "A bracket is closed that was not opened";
    UnclosedText "unclosed-text" Error "A text has no closing quotes";
    NestingTooDeep "nesting-too-deep" Error "Brackets or phrases are nested too deep";
    UnclearModal "unclear-modal" Error "A word of duty that can be read two ways";
    AndInList "and-in-list" Error "`and` between values";
    EqualsSign "equals-sign" Error "`=` is no sign of this language";
    EventAsStatement "event-as-statement" Error "An event stands where a promise is meant";
    MissingThat "missing-that" Error "A line needs `that` before a sentence";
    MixedAndOr "mixed-and-or" Error "`and` and `or` in one condition";
    EventAsMoment "event-as-moment" Error "An event stands where a moment is meant";
    SaidOtherwise "said-otherwise" Error "Words that are said in other words here";
    UnderscoreInWord "underscore-in-word" Error "An underscore in a word";
    LookAlike "look-alike" Error "A character that looks like another one";
    BidiControl "bidi-control" Error "A character that reorders what a reader sees";
    NotNormalised "not-normalised" Error "A name is not in normal form";
    Confusable "confusable-names" Error "Two names look alike";
    UnreadableFile "unreadable-file" Error "A file cannot be read";
    UseCycle "use-cycle" Error "Files use one another in a circle";
    UnknownName "unknown-name" Error "A name nobody declared";
    UnknownWord "unknown-word" Error "A word nobody declared";
    UnknownAction "unknown-action" Error "A verb nobody declared";
    UnknownState "unknown-state" Error "A state nobody declared";
    UnknownRole "unknown-role" Error "A verb without this role";
    UnknownField "unknown-field" Error "A kind without this field";
    UnknownKind "unknown-kind" Error "A kind nobody declared";
    UnknownType "unknown-type" Error "A type nobody declared";
    UnknownUnit "unknown-unit" Error "A unit nobody declared";
    UnknownClause "unknown-clause" Error "A clause that is not there";
    UnknownDraft "unknown-draft" Error "A draft that is not there";
    UnknownReading "unknown-reading" Error "A reading nobody declared";
    IncompleteWaiver "incomplete-waiver" Error "A waiver does not say who, when, why or until when";
    EmptyLine "empty-line" Error "A red line or goal without a rule";
    UnknownLine "unknown-line" Error "A line that is not there";
    UnboundVariable "unbound-variable" Error "A variable is used before it is bound";
    WrongType "wrong-type" Error "A value of the wrong type";
    WrongUnit "wrong-unit" Error "A unit of the wrong kind";
    WrongForm "wrong-form" Error "A form that does not belong here";
    DuplicateName "duplicate-name" Error "A name is declared twice";
    DuplicateField "duplicate-field" Error "A field with one value stands twice";
    DuplicateClause "duplicate-clause" Error "A clause label stands twice";
    NothingToAmend "nothing-to-amend" Error "There is no such clause to strike or replace";
    AmendsCycle "amends-cycle" Error "Drafts amend one another in a circle";
    BadDate "bad-date" Error "A date that is not in the calendar";
    BadNumber "bad-number" Error "A number that cannot be read";
    PrecedenceCycle "precedence-cycle" Error "Clauses prevail over one another in a circle";
    NothingToComplete "nothing-to-complete" Error "A lasting action has no completion";
    BarePlace "bare-place" Error "A place in a rule without `any part of` or `all of`";
    ContainmentCycle "containment-cycle" Error "Something lies in itself";
    Unstratified "unstratified" Error "An effect depends on its own absence";
    MissingObject "missing-object" Error "A promise does not say what is done";
    NobodyMeant "nobody-meant" Error "The header names nobody whom this means";
    NoDutyHolder "no-duty-holder" Warning "Nobody is named who does it";
    DroppedPart "dropped-part" Warning "A replacement drops a part";
    DanglingReference "dangling-reference" Warning "A clause names one that was struck";
    AnyUnderNot "any-under-not" Warning "`any` before `shall not`";
    Conflict "conflict" Warning "Two clauses contradict each other";
    Infeasible "infeasible" Error "Nobody can keep the plan";
    ContradictoryAsReadBy "contradictory-as-read-by" Warning "Under a reading nobody can keep the plan";
    MutualWait "mutual-wait" Warning "Steps wait for each other";
    DeadlineHangsOnConsent "deadline-hangs-on-consent" Warning "A deadline holds only if somebody agrees";
    WaitsForConditional "waits-for-conditional" Warning "A step waits for what may never happen";
    WindowMayBeEmpty "window-may-be-empty" Warning "Something may end before it begins";
    BindsNonSignatory "binds-non-signatory" Note "A clause binds somebody who is no party";
    ItsOwnJudge "its-own-judge" Note "Whoever is bound judges by themselves";
    NoDeadline "no-deadline" Note "A duty has no day by which";
    DeadlineWithoutAnchor "deadline-without-anchor" Warning "A deadline counts from a moment nobody names";
    NoDuration "no-duration" Note "Nothing says how long a limit lasts";
    UnanchoredMonths "unanchored-months" Note "Months are counted from a moment without a date";
    HeaderOrder "header-order" Note "The fields at the head of a draft stand in another order than usual";
    NobodyJudges "nobody-judges" Warning "Nobody is named who decides that it has happened";
    BreacherUnnamed "breacher-unnamed" Warning "A breach by the other side would set it off too";
    UnequalTriggers "unequal-triggers" Note "A deed of one side has a consequence, the same of the other has none";
    UnverifiedDuty "unverified-duty" Note "Nobody verifies a duty";
    VerifiedByItself "verified-by-itself" Warning "Whoever is bound is the only one who verifies it";
    VerifierWithoutAccess "verifier-without-access" Warning "Whoever is to verify is not let in";
    VerifierWithoutMandate "verifier-without-mandate" Note "Whoever is to verify is not given the task";
    PersonInOffice "person-in-office" Note "An office is tied to a person";
    ExpiredInstrument "expired-instrument" Warning "A clause builds on an instrument that has ended";
    UnknownInstrument "unknown-instrument" Note "Nothing is known of an instrument but its name";
    AssetHeldElsewhere "asset-held-elsewhere" Note "Whoever holds an asset is no party";
    ExpectationNotDuty "expectation-not-duty" Note "What is expected is not owed";
    PromiseOfPromise "promise-of-promise" Note "What is owed is only to agree";
    NoDefault "no-default" Note "Nothing says what holds if nothing is agreed";
    NoDecisionRule "no-decision-rule" Note "Nothing says how a body decides";
    HiddenVeto "hidden-veto" Note "One party alone can stop a body";
    BodyWithoutParty "body-without-party" Note "A party has no seat in a body";
    HollowGuarantee "hollow-guarantee" Warning "A guarantee without trigger or response";
    NobodyRestores "nobody-restores" Warning "Nobody is named who brings it back";
    OneSidedDuty "one-sided-duty" Note "One side promises what both usually do";
    UndefinedTerm "undefined-term" Note "A word is used that no clause defines";
    LeftUnsaid "left-unsaid" Note "The text does not say what is meant";
    AmbiguousTerm "ambiguous-term" Note "A term can be read in several ways";
    UnusedName "unused-name" Note "A name is declared and never used";
    DuplicatePromise "duplicate-promise" Warning "The same promise stands twice";
    WaitsForUnpromised "waits-for-unpromised" Warning "A clause waits for what nobody promises";
    WaiverUnused "waiver-unused" Warning "A waiver is not needed";
    WaiverExpired "waiver-expired" Warning "A waiver has ended";
    WaiverUnmet "waiver-unmet" Warning "A waiver requires a clause that is not there";
    LineWithoutSource "line-without-source" Note "Nobody is said to have stated a line";
    UncrossableLine "uncrossable-line" Warning "Nothing can cross a line";
    AlwaysCrossedLine "always-crossed-line" Warning "Every draft crosses a line";
    SubsumedLine "subsumed-line" Note "A line says nothing that another does not say";
    LinesExcludeEachOther "lines-exclude-each-other" Warning "Two lines of one party exclude each other";
    Deadlock "deadlock" Note "Lines of two parties exclude each other";
    LimitReached "limit-reached" Error "A limit of the tool was reached";
}

/// Names that codes had before, and what they are called now. What was written with an old name is still understood: in settings, on the command line and by `explain`.
const RENAMED: &[(&str, Code)] = &[];

/// Of two findings at one statement the first says more, and the second is not told.
const SAYS_MORE: &[(Code, Code)] = &[
    (Code::NobodyRestores, Code::NoDutyHolder),
    (Code::NoDutyHolder, Code::NoDefault),
    (Code::NoDutyHolder, Code::LeftUnsaid),
];

impl Code {
    /// Is a finding of this code enough, where the other would be told of the same?
    pub(crate) fn says_more_than(self, other: Code) -> bool {
        SAYS_MORE.contains(&(self, other))
    }

    /// Is there any such code?
    pub(crate) fn says_more_than_some(self) -> bool {
        SAYS_MORE.iter().any(|(more, _)| *more == self)
    }

    /// The code that had this slug before.
    pub(crate) fn from_old_slug(slug: &str) -> Option<Code> {
        renamed(RENAMED, slug)
    }
}

fn renamed(table: &[(&str, Code)], slug: &str) -> Option<Code> {
    let row = table.iter().find(|(old, _)| *old == slug)?;
    Some(row.1)
}

#[cfg(test)]
mod tests {
    use super::{Code, RENAMED, renamed};

    #[test]
    fn an_old_name_is_understood_and_no_name_has_two_meanings() {
        let table = [("no-end", Code::NoDuration)];
        assert_eq!(renamed(&table, "no-end"), Some(Code::NoDuration));
        assert_eq!(renamed(&table, "no-duration"), None);
        for (n, (old, _)) in RENAMED.iter().enumerate() {
            assert_eq!(Code::from_slug(old), None, "{old} is the name of a code");
            assert_eq!(renamed(&RENAMED[..n], old), None, "{old} stands twice");
        }
    }
}
