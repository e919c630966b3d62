//! What of a template can be checked before it is rendered: names.

use super::{budget, filter};
use minijinja::Template;
use minijinja::machinery::{Instruction, get_compiled_template};

/// Checks that all filters and tests exist, and that nothing is called.
pub(super) fn names(template: &Template<'_, '_>) -> Result<(), String> {
    let instructions = &get_compiled_template(template).instructions;
    let mut index = 0;
    while let Some(instruction) = instructions.get(index) {
        match instruction {
            Instruction::ApplyFilter(name, ..) if !filter::is_filter(name) => {
                let known = filter::filters();
                return Err(format!("there is no filter `{name}`: use one of {known}"));
            }
            Instruction::PerformTest(name, ..) if !filter::is_test(name) => {
                let known = filter::tests();
                return Err(format!("there is no test `{name}`: use one of {known}"));
            }
            Instruction::CallFunction(name, _) | Instruction::CallMethod(name, _) => {
                return Err(format!(
                    "there is no function `{name}`: use filters, as in `args.tags | join(',')`"
                ));
            }
            _ => {}
        }
        index += 1;
    }
    Ok(())
}

/// Most steps that a template may take, as it writes text of its own into variables: nothing else
/// bounds that.
pub(super) fn most_steps(template: &Template<'_, '_>) -> u64 {
    let instructions = &get_compiled_template(template).instructions;
    let mut captures = false;
    let mut longest = 1;
    for instruction in (0..).map_while(|index| instructions.get(index)) {
        match instruction {
            Instruction::BeginCapture(_) => captures = true,
            Instruction::EmitRaw(text) => longest = longest.max(text.len()),
            _ => {}
        }
    }
    if captures {
        (budget::MOST / longest) as u64
    } else {
        u64::MAX
    }
}

/// The names that the template looks up in the attribute `attribute` of the variable `variable`;
/// `None` where it looks up others than constant ones.
pub(super) fn members(
    template: &Template<'_, '_>,
    variable: &str,
    attribute: &str,
) -> Option<Vec<String>> {
    let instructions = &get_compiled_template(template).instructions;
    let mut names = Vec::new();
    let mut index = 0;
    while let Some(instruction) = instructions.get(index) {
        let next = |ahead| instructions.get(index + ahead);
        if let (Instruction::Lookup(root), Some(Instruction::GetAttr(name))) =
            (instruction, next(1))
            && (*root, *name) == (variable, attribute)
        {
            names.push(match (next(2), next(3)) {
                (Some(Instruction::GetAttr(member)), _) => (*member).to_owned(),
                (Some(Instruction::LoadConst(member)), Some(Instruction::GetItem)) => {
                    member.as_str()?.to_owned()
                }
                _ => return None,
            });
        }
        index += 1;
    }
    Some(names)
}

/// The variables that the template uses, sorted. Fails where one is not `known`.
pub(super) fn uses(
    template: &Template<'_, '_>,
    known: &[&str],
) -> Result<Vec<Vec<String>>, String> {
    let mut uses: Vec<Vec<String>> = Vec::new();
    for path in template.undeclared_variables(true) {
        uses.push(path.split('.').map(str::to_owned).collect());
    }
    uses.sort_unstable();
    let unknown = uses
        .iter()
        .filter_map(|path| path.first())
        .find(|root| !known.contains(&root.as_str()));
    match unknown {
        Some(name) => {
            let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            Err(format!(
                "there is no variable `{name}`: known here are {}",
                known.join(", ")
            ))
        }
        None => Ok(uses),
    }
}
