//! Saved views (*chế độ xem đã lưu*): the address of a list with its conditions, columns and order, under a name. Private
//! ones are for their owner alone, shared ones for the people of the same body. They are no facts: a view shows nothing
//! by itself, and whoever opens one sees what they may see.

mod pages;
mod store;

use kit_db::{Dump, Migration, Storage};
use kit_web::{Route, SIGNED_IN, Slice};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        routes: || {
            vec![
                Route::get("/views", &SIGNED_IN, pages::list).answers::<pages::ViewsPage>(),
                Route::post("/views", &SIGNED_IN, pages::save),
                Route::post("/views/{id}", &SIGNED_IN, pages::change),
            ]
        },
        saved: &[|reader, ui| Box::pin(pages::of_list(reader, ui))],
        ..Slice::new("views", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "views-0001-saved-views", up: store::first }],
    tables: &[],
    kept: &[Dump::of::<store::saved_view::Entity>("saved_view")],
    jobs: &[],
};

#[cfg(test)]
mod tests {
    use kit_base::{Lang, Words};

    #[test]
    fn both_languages_have_a_word_for_everything() {
        let words = Words::read(&[super::slice().words]).unwrap();
        assert!(words.keys(Lang::Vi).eq(words.keys(Lang::En)));
    }
}
