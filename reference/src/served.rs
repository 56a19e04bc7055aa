//! A server in a process of its own, for tests and benchmarks.

use std::io::{self, BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A process that serves until this is dropped, or until this process ends, if it serves only as
/// long as its standard input is open.
#[derive(Debug)]
pub struct Served {
    child: Child,
    url: String,
}

impl Served {
    /// Starts a command whose first line of output has the URL at which it serves.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or when that line has no URL.
    ///
    /// # Example
    ///
    /// ```no_run
    /// use std::process::Command;
    ///
    /// use tally_reference::Served;
    ///
    /// let served = Served::start(Command::new("tally").args(["serve", "--listen", "127.0.0.1:0"]))?;
    /// println!("{}", served.url());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut served = Self {
            child: command
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()?,
            url: String::new(),
        };
        let mut line = String::new();
        if let Some(out) = served.child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let mut urls = line.split_whitespace().filter_map(origin);
        served.url = urls
            .next()
            .ok_or_else(|| io::Error::other("the server does not say where it serves"))?;
        Ok(served)
    }

    /// The URL without a path: `http://127.0.0.1:4000`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _killed = self.child.kill();
        let _status = self.child.wait();
    }
}

/// A URL without its path.
fn origin(word: &str) -> Option<String> {
    let authority = word.strip_prefix("http://")?.split('/').next()?;
    Some(format!("http://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_loses_its_path_and_another_word_is_none() {
        let expected = Some("http://127.0.0.1:4000".to_owned());
        assert_eq!(origin("http://127.0.0.1:4000/api/tasks"), expected);
        assert_eq!(origin("http://127.0.0.1:4000"), expected);
        assert_eq!(origin("serving"), None);
    }

    #[test]
    fn a_command_that_says_no_url_is_no_server() {
        let error = Served::start(Command::new("true").arg("http")).unwrap_err();
        assert_eq!(error.to_string(), "the server does not say where it serves");
    }
}
