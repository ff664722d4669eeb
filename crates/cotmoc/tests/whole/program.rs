//! The built program: run as a person would, in folders of its own.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::LazyLock,
};

use tempfile::TempDir;

/// A command of the program, with nothing taken from the surroundings.
pub fn cotmoc(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotmoc"));
    let own = std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| name.to_string_lossy().starts_with("COTMOC_") || name == "LANG");
    own.fold(&mut command, |command, name| command.env_remove(name));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Runs a command to its end.
pub fn say(mut command: Command) -> Said {
    command.output().unwrap().into()
}

/// A folder with the demonstration, as `cotmoc demo` makes it.
pub struct Demo {
    folder: TempDir,
}

impl Demo {
    /// A copy of its own: the demonstration is made once.
    pub fn copy() -> Self {
        static MADE: LazyLock<Demo> = LazyLock::new(|| {
            crate::world::own_folder();
            let demo = Demo { folder: tempfile::tempdir().unwrap() };
            let made = say(demo.command(&["demo"]));
            assert_eq!((made.code, made.out.as_str()), (0, ""), "{}", made.err);
            assert!(made.err.contains("Đã tạo bản trình diễn"), "{}", made.err);
            demo
        });
        let folder = tempfile::tempdir().unwrap();
        let copy = Self { folder };
        fs::create_dir(copy.path()).unwrap();
        for file in fs::read_dir(MADE.path()).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
            }
        }
        copy
    }

    /// The folder of the data.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The file of the database.
    pub fn file(&self) -> PathBuf {
        self.path().join("cotmoc.gpkg")
    }

    /// A command on this folder: `["user", "close", "lan"]` is asked as `user --data FOLDER close lan`.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = cotmoc(&args[..1]);
        command.arg("--data").arg(self.path()).args(&args[1..]);
        command
    }

    /// Runs it.
    pub fn say(&self, args: &[&str]) -> Said {
        say(self.command(args))
    }

    /// Runs SQL behind the program's back.
    pub fn tamper(&self, sql: &str) {
        tamper(&self.file(), sql);
    }

    /// The password of one of its people.
    pub fn password(&self, login: &str) -> String {
        let all = fs::read_to_string(self.path().join("demo-passwords.txt")).unwrap();
        let line = all.lines().find(|line| line.split('\t').next() == Some(login)).unwrap().to_owned();
        line.split('\t').nth(1).unwrap().to_owned()
    }

    /// Serves it on a free port.
    pub fn serve(&self) -> Server {
        Server::start(self.command(&["serve", "--port", "0"]), Stdio::null())
    }

    /// Serves it with everything in the log that there is to log.
    pub fn serve_and_log(&self, log: &Path) -> Server {
        let mut command = self.command(&["serve", "--port", "0"]);
        command.env("COTMOC_LOG", "trace");
        Server::start(command, fs::File::create(log).unwrap().into())
    }
}

/// Runs SQL in an `SQLite` file.
pub fn tamper(file: &Path, sql: &str) {
    use sea_orm::{ConnectionTrait, Database};
    let url = format!("sqlite://{}?mode=rwc", file.display());
    crate::world::run(async {
        let connection = Database::connect(url).await.unwrap();
        connection.execute_unprepared(sql).await.unwrap();
        connection.close().await.unwrap();
    });
}

/// A running server; it is killed with the value.
pub struct Server {
    child: Child,
    /// Where it listens, for example `127.0.0.1:40123`.
    pub address: String,
}

impl Server {
    /// Its log goes where it never has to wait for a reader.
    fn start(mut command: Command, log: Stdio) -> Self {
        let mut child = command.stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").map(|(_, address)| address.to_owned());
        Self { address: address.unwrap_or_else(|| panic!("it does not listen: {line:?}")), child }
    }

    /// Asks it to stop, as `kill` does; gives its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }

    /// Opens a page; gives the whole answer with its headers.
    pub fn get(&self, path: &str, cookie: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.0\r\nhost: {}\r\ncookie: {cookie}\r\n\r\n", self.address))
    }

    /// Sends a form; gives the whole answer with its headers.
    pub fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> String {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(&format!(
            "POST {path} HTTP/1.0\r\nhost: {}\r\ncookie: {cookie}\r\ncontent-type: \
             application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    /// Sends a file of so many bytes; gives the whole answer with its headers.
    pub fn post_file(&self, path: &str, cookie: &str, bytes: usize) -> String {
        let start = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-";
        self.send(&format!(
            "POST {path} HTTP/1.0\r\nhost: {}\r\ncookie: {cookie}\r\ncontent-type: multipart/form-data; \
             boundary=b\r\ncontent-length: {}\r\n\r\n{start}{}\r\n--b--\r\n",
            self.address,
            start.len() + bytes + 9,
            " ".repeat(bytes)
        ))
    }

    /// Signs somebody in; gives the cookie and the token of the forms.
    pub fn sign_in(&self, login: &str, password: &str) -> (String, String) {
        let answer = self.post("/sign-in", "", &[("username", login), ("password", password)]);
        let cookie = between(&answer, "set-cookie: ", ";").to_owned();
        let page = self.get("/password", &cookie);
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        (cookie, csrf)
    }

    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let found = text.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    found.unwrap_or_else(|| panic!("no {start} in\n{text}")).0
}
