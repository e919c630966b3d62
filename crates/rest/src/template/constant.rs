//! Constants that the engine would calculate when a template is compiled, where no limit holds.

use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Stmt};
use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;

/// Refuses constant texts and lists that are multiplied. Anything else that is wrong with the
/// template is left to be found when it is compiled.
pub(super) fn check(source: &str) -> Result<(), String> {
    if !source.contains('*') {
        return Ok(());
    }
    match parse(source, super::NAME, SyntaxConfig::default()) {
        Ok(template) => statements(std::slice::from_ref(&template)),
        Err(_) => Ok(()),
    }
}

fn statements(list: &[Stmt<'_>]) -> Result<(), String> {
    list.iter().try_for_each(statement)
}

fn statement(statement: &Stmt<'_>) -> Result<(), String> {
    match statement {
        Stmt::Template(it) => statements(&it.children),
        Stmt::EmitExpr(it) => expression(&it.expr),
        Stmt::EmitRaw(_) => Ok(()),
        Stmt::ForLoop(it) => {
            expression(&it.iter)?;
            it.filter_expr.iter().try_for_each(expression)?;
            statements(&it.body)?;
            statements(&it.else_body)
        }
        Stmt::IfCond(it) => {
            expression(&it.expr)?;
            statements(&it.true_body)?;
            statements(&it.false_body)
        }
        Stmt::WithBlock(it) => {
            let mut values = it.assignments.iter().map(|(_, value)| value);
            values.try_for_each(expression)?;
            statements(&it.body)
        }
        Stmt::Set(it) => expression(&it.expr),
        Stmt::SetBlock(it) => {
            it.filter.iter().try_for_each(expression)?;
            statements(&it.body)
        }
        Stmt::AutoEscape(it) => {
            expression(&it.enabled)?;
            statements(&it.body)
        }
        Stmt::FilterBlock(it) => {
            expression(&it.filter)?;
            statements(&it.body)
        }
        Stmt::Do(it) => {
            expression(&it.call.expr)?;
            arguments(&it.call.args)
        }
    }
}

/// The parts first: nothing in them is too large to be calculated then.
fn expression(it: &Expr<'_>) -> Result<(), String> {
    match it {
        Expr::Var(_) | Expr::Const(_) => Ok(()),
        Expr::Slice(it) => {
            expression(&it.expr)?;
            let bounds = [&it.start, &it.stop, &it.step];
            bounds.into_iter().flatten().try_for_each(expression)
        }
        Expr::UnaryOp(it) => expression(&it.expr),
        Expr::BinOp(it) => {
            expression(&it.left)?;
            expression(&it.right)?;
            if !matches!(it.op, BinOpKind::Mul) {
                return Ok(());
            }
            match (it.left.as_const(), it.right.as_const()) {
                (Some(a), Some(b)) if !a.is_number() || !b.is_number() => {
                    Err("`*` cannot repeat a constant: write what it makes".to_owned())
                }
                _ => Ok(()),
            }
        }
        Expr::Compare(it) => {
            expression(&it.expr)?;
            it.ops.iter().try_for_each(|op| expression(&op.expr))
        }
        Expr::IfExpr(it) => {
            expression(&it.test_expr)?;
            expression(&it.true_expr)?;
            it.false_expr.iter().try_for_each(expression)
        }
        Expr::Filter(it) => {
            it.expr.iter().try_for_each(expression)?;
            arguments(&it.args)
        }
        Expr::Test(it) => {
            expression(&it.expr)?;
            arguments(&it.args)
        }
        Expr::GetAttr(it) => expression(&it.expr),
        Expr::GetItem(it) => {
            expression(&it.expr)?;
            expression(&it.subscript_expr)
        }
        Expr::Call(it) => {
            expression(&it.expr)?;
            arguments(&it.args)
        }
        Expr::List(it) => it.items.iter().try_for_each(expression),
        Expr::Tuple(it) => it.items.iter().try_for_each(expression),
        Expr::Map(it) => it.keys.iter().chain(&it.values).try_for_each(expression),
    }
}

fn arguments(list: &[CallArg<'_>]) -> Result<(), String> {
    list.iter().try_for_each(|argument| match argument {
        CallArg::Pos(it)
        | CallArg::Kwarg(_, it)
        | CallArg::PosSplat(it)
        | CallArg::KwargSplat(it) => expression(it),
    })
}
