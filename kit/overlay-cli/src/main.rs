//! The command on its own: messages in English where `LANG` says so, Vietnamese otherwise.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use clap::Parser;
use kit_base::{Error, Lang, Message, Words};
use overlay_cli::{Args, Terminal};

/// Which areas of one GIS file lie in which of another.
#[derive(Debug, Parser)]
#[command(name = "overlay", version, arg_required_else_help = true)]
struct Cli {
    /// Language of messages: vi or en (by default that of the terminal, else Vietnamese)
    #[arg(long, env = "COTMOC_LANG", global = true, value_parser = lang)]
    lang: Option<Lang>,
    #[command(flatten)]
    args: Args,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let english = || std::env::var("LANG").is_ok_and(|lang| lang.starts_with("en"));
    let lang = cli.lang.unwrap_or_else(|| if english() { Lang::En } else { Lang::Vi });
    let words = match Words::read(&[overlay_cli::words()]) {
        Ok(words) => words,
        Err(cause) => {
            // Without words there is only the cause itself.
            let _ = writeln!(std::io::stderr(), "{cause}");
            return ExitCode::from(3);
        }
    };
    let mut terminal = Terminal {
        words: &words,
        lang,
        out: Some(Box::new(std::io::stdout())),
        err: Box::new(std::io::stderr()),
        watched: std::io::stderr().is_terminal(),
    };
    match overlay_cli::run(&cli.args, &mut terminal) {
        Ok(code) => code,
        Err(Error::Refused(message) | Error::NotFound(message)) => told(&message, 2, &mut terminal),
        Err(Error::Storage(message)) => told(&message, 3, &mut terminal),
        Err(cause) => {
            told(&Message::new("overlay.fault-of-ours").with("cause", cause.to_string()), 3, &mut terminal)
        }
    }
}

fn told(message: &Message, code: u8, terminal: &mut Terminal<'_>) -> ExitCode {
    terminal.note(message);
    ExitCode::from(code)
}

fn lang(code: &str) -> Result<Lang, String> {
    code.parse().map_err(|()| "vi or en".to_owned())
}
