//! What people say for the words of the vocabulary: each wording is told once, in place of all it leads to, and what is told to write is understood.

use crate::inside::texts::single;
use crate::inside::verdicts::identity::WORLD;
use armistice::Severity;
use armistice::diagnostic::{Code, Diagnostic};
use armistice::project::Project;
use armistice::vocabulary::Wording;

/// A draft that says a sentence.
fn draft(sentence: &str) -> String {
    format!(
        "{WORLD}framework d \"D\" {{ parties: Averne, Norland; sides: Averne, Norland; dated: 2026-01-01; provision 1 \"x\" {{ {sentence}; }} \
         provision 8 \"y\" {{ Norland shall hold elections; }} }}\n"
    )
}

fn errors(project: &Project) -> Vec<&Diagnostic> {
    let all = project.diagnostics.iter();
    all.filter(|d| d.severity == Severity::Error).collect()
}

/// What is wrong with what is told of a wording in a sentence; nothing: it is told once, as it should be, and its edit mends the text.
fn fault(sentence: &str, wording: &str, said: &Wording) -> Option<String> {
    let text = draft(sentence);
    let project = single(&text);
    let found = errors(&project);
    let told = match &found[..] {
        [one] if one.code == Code::SaidOtherwise => one,
        [] => return Some("is understood".to_owned()),
        all => {
            let all: Vec<&str> = all.iter().map(|d| d.message.as_str()).collect();
            return Some(format!("is told: {}", all.join(" | ")));
        }
    };
    let write = said.write.replace('*', "8");
    if !write.is_empty() && !told.message.contains(&format!("`{write}`")) {
        return Some(format!("leads to another word: {}", told.message));
    }
    let mut mended = text.clone();
    let [edit] = &told.edits[..] else {
        // A name in what is written is another one in each text.
        let name = |w: &str| {
            w.chars().nth(1).is_some_and(char::is_lowercase) && w.starts_with(char::is_uppercase)
        };
        let named = said.write.split(' ').any(name);
        return (!named).then(|| "has no edit".to_owned());
    };
    mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    let left = single(&mended);
    let left = errors(&left);
    (!left.is_empty()).then(|| format!("is not mended: {} ({wording})", left[0].message))
}

/// The sentences in which a wording is tried: in place of what is written, or where words stand that say nothing.
fn sentences(said: &Wording, wording: &str, sample: &str) -> Vec<String> {
    let wording = wording.replace('*', "8");
    let write = said.write.replace('*', "8");
    if write.is_empty() {
        return vec![
            format!("{sample} {wording}"),
            sample.replacen("shall ", &format!("shall {wording} "), 1),
        ];
    }
    // A word, and not the beginning of another.
    let (before, behind) = (format!("{sample} "), format!("{write} "));
    let at = (before.match_indices(&behind).map(|(at, _)| at))
        .find(|at| *at == 0 || before[..*at].ends_with(' '))
        .unwrap_or(0);
    let behind = sample[at..].strip_prefix(&write).unwrap_or_default();
    vec![format!("{}{wording}{behind}", &sample[..at])]
}

/// What stands between backticks in a reason, if it is a sentence or a clause to write.
fn advised(why: &str) -> impl Iterator<Item = &str> {
    let quoted = why.split('`').skip(1).step_by(2);
    quoted.filter(|q| {
        let sentence = [
            "Averne ",
            "Norland ",
            "League ",
            "Panel ",
            "all parties ",
            "clause 3 ",
        ];
        (sentence.iter().any(|s| q.starts_with(s)) || q.contains('{')) && !q.contains('…')
    })
}

#[test]
fn what_a_reason_says_to_write_is_understood() {
    let project = single("");
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for said in project.worlds[0].vocabulary.wordings() {
        for advice in said.why.iter().flat_map(|w| advised(w)) {
            tried += 1;
            let head = "parties: Averne, Norland; sides: Averne, Norland; dated: 2026-01-01;";
            let inside = if advice.contains('{') {
                advice.to_owned()
            } else {
                format!("provision 1 \"x\" {{ {advice}; }}")
            };
            // A clause stands alone, a sentence beside those it names.
            let beside = match advice.contains('{') {
                true => "",
                false => {
                    "provision 3 \"z\" { Norland shall release all hostages; } provision 4 \"z\" { Averne shall release all hostages; }"
                }
            };
            let text = format!("{WORLD}framework d \"D\" {{ {head} {inside} {beside} }}");
            let told = single(&text);
            if let Some(d) = errors(&told).first() {
                wrong.push(format!("`{advice}`: {}", d.message));
            }
        }
    }
    assert!(tried >= 12, "only {tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_verb_has_a_sentence_that_is_understood() {
    let project = single("");
    let v = &project.worlds[0].vocabulary;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for a in &v.actions {
        let Some(sample) = armistice::vocabulary::sample::of(v, a) else {
            wrong.push(format!("`{}` has none", a.verb));
            continue;
        };
        tried += 1;
        let told = single(&draft(&sample));
        if let Some(d) = errors(&told).first() {
            wrong.push(format!("`{sample}`: {}", d.message));
        }
    }
    assert!(tried > 100, "only {tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_wording_is_told_once_and_mends_the_text() {
    let project = single("");
    let all: Vec<_> = project.worlds[0].vocabulary.wordings().collect();
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for said in all {
        let Some(sample) = &said.sample else { continue };
        let plain = single(&draft(sample));
        let plain = errors(&plain);
        if !plain.is_empty() {
            wrong.push(format!("{sample}: {}", plain[0].message));
            continue;
        }
        if !sample.contains(&said.write.replace('*', "8")) {
            wrong.push(format!("{sample}: does not say `{}`", said.write));
            continue;
        }
        for wording in &said.wordings {
            tried += 1;
            let faults: Vec<String> = (sentences(said, wording, sample).iter())
                .map(|s| fault(s, wording, said))
                .collect::<Option<_>>()
                .unwrap_or_default();
            if let Some(first) = faults.first() {
                wrong.push(format!("`{wording}` for `{}` {first}", said.write));
            }
        }
    }
    assert!(tried >= 300, "only {tried}");
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
