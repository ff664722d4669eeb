//! The addresses of the slice, each with its action.

use kit_web::{PUBLIC, Route, SIGNED_IN};

use crate::{
    CHANGE_PASSWORD, CLOSE, CREATE, SET_PASSWORD, SIGN_OUT, VIEW,
    actions::{OPEN, UNLOCK},
    duties::{BE_ABSENT, DELEGATE},
    hand_over::HAND_OVER,
    pages::{
        absences, delegations, ending, giving, hand_over, new_person, password, people, position, positions,
        secrets, setup, sign_in, who_may,
    },
    positions::{GRANT, HOLD, POSITION},
};

/// All of them.
pub(crate) fn all() -> Vec<Route> {
    vec![
        Route::get("/sign-in", &PUBLIC, sign_in::ask).answers::<sign_in::SignIn>(),
        Route::post("/sign-in", &PUBLIC, sign_in::enter),
        Route::post("/sign-out", &SIGN_OUT, sign_in::leave),
        Route::get("/password", &CHANGE_PASSWORD, password::ask).answers::<password::Password>(),
        Route::post("/password", &CHANGE_PASSWORD, password::change),
        Route::get("/people", &VIEW, people::list).answers::<people::People>(),
        Route::get("/people/new", &CREATE, new_person::ask),
        Route::post("/people/new", &CREATE, new_person::make),
        Route::get("/people/{login}", &VIEW, people::show).answers::<people::Person>(),
        Route::post("/people/{login}/first-password", &SET_PASSWORD, secrets::first_password),
        Route::post("/people/{login}/unlock", &UNLOCK, secrets::unlock),
        Route::post("/people/{login}/close", &CLOSE, secrets::close),
        Route::post("/people/{login}/open", &OPEN, secrets::open),
        Route::get("/positions", &VIEW, positions::list).answers::<positions::Positions>(),
        Route::get("/positions/new", &POSITION, positions::new),
        Route::post("/positions/new", &POSITION, positions::make),
        Route::get("/positions/{number}", &VIEW, position::show).answers::<position::PositionPage>(),
        Route::get("/positions/{number}/holders/new", &HOLD, giving::ask_holder),
        Route::post("/positions/{number}/holders/new", &HOLD, giving::hold),
        Route::get("/positions/{number}/rights/new", &GRANT, giving::ask_rights),
        Route::post("/positions/{number}/rights/new", &GRANT, giving::give),
        // Which of the three rights it takes depends on what is ended; the deed asks.
        Route::get("/positions/{number}/end", &VIEW, ending::ask),
        Route::post("/positions/{number}/end", &VIEW, ending::end),
        Route::get("/positions/{number}/hand-over", &HAND_OVER, hand_over::show)
            .answers::<hand_over::HandOver>(),
        Route::post("/positions/{number}/hand-over", &HAND_OVER, hand_over::sign),
        Route::get("/who-may", &VIEW, who_may::show).answers::<who_may::WhoMay>(),
        Route::get("/configuration", &VIEW, setup::show).answers::<setup::Configuration>(),
        Route::get("/delegations", &DELEGATE, delegations::list).answers::<delegations::Delegations>(),
        Route::get("/delegations/new", &DELEGATE, delegations::new),
        Route::post("/delegations/new", &DELEGATE, delegations::make),
        Route::post("/delegations/{id}/end", &DELEGATE, delegations::end),
        Route::get("/absences/new", &BE_ABSENT, absences::new),
        Route::post("/absences/new", &BE_ABSENT, absences::make),
        Route::post("/absences/{login}/end", &BE_ABSENT, absences::end),
        Route::post("/acting", &SIGNED_IN, delegations::act),
    ]
}
