//! What a call costs the engine alone: `cargo bench -p portico-engine`.

mod load;

use criterion::{Criterion, criterion_group, criterion_main};
use load::{Kind, Load};

fn exchanges(criterion: &mut Criterion) {
    let load = Load::new();
    for (name, kind) in [
        ("tools/call, GET", Kind::Get),
        ("tools/call, POST of 2 KB", Kind::Order),
        ("tools/call, answer of 100 KB", Kind::Report),
        ("tools/list of 3", Kind::List),
    ] {
        criterion.bench_function(name, |bencher| bencher.iter(|| load.run(kind)));
    }
    criterion.bench_function("1,000 tools from the control plane", |bencher| {
        bencher.iter(|| load::take_in(1_000));
    });
}

criterion_group!(benches, exchanges);
criterion_main!(benches);
