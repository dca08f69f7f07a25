//! A SOCKS5 proxy that remembers what it was asked for.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

const VERSION: u8 = 5;
const WITH_PASSWORD: u8 = 2;
const NAME: u8 = 3;
const NUMBER: u8 = 1;
const DONE: u8 = 0;
const NO_SUCH_HOST: u8 = 4;

/// What a proxy was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The user's name.
    pub name: String,
    /// The user's password.
    pub password: String,
    /// Where to, as it was asked: a name stays one.
    pub target: String,
}

/// Runs until the test ends. It alone knows where a name leads; nobody else could look it up.
pub struct SocksProxy {
    /// Where it listens.
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    names: Arc<Mutex<Vec<(String, SocketAddr)>>>,
}

impl SocksProxy {
    /// Listens on a free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let proxy = Self { address, asked: Arc::default(), names: Arc::default() };
        let (asked, names) = (Arc::clone(&proxy.asked), Arc::clone(&proxy.names));
        thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let (asked, names) = (Arc::clone(&asked), Arc::clone(&names));
                thread::spawn(move || serve(socket, &asked, &names));
            }
        });
        proxy
    }

    /// From now on `name`, with its port, leads to `address`.
    pub fn lead(&self, name: &str, address: SocketAddr) {
        self.names.lock().unwrap().push((name.to_owned(), address));
    }

    /// What it was asked for since this was last read.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn serve(mut client: TcpStream, asked: &Mutex<Vec<Asked>>, names: &Mutex<Vec<(String, SocketAddr)>>) -> io::Result<()> {
    let wish = greet(&mut client)?;
    let names = names.lock().unwrap().clone();
    let known = names.iter().find(|(name, _)| *name == wish.target).map(|(_, address)| *address);
    let server = known.or_else(|| wish.target.parse().ok()).and_then(|address| TcpStream::connect(address).ok());
    asked.lock().unwrap().push(wish);
    let code = if server.is_some() { DONE } else { NO_SUCH_HOST };
    client.write_all(&[VERSION, code, 0, NUMBER, 0, 0, 0, 0, 0, 0])?;
    let Some(server) = server else { return Ok(()) };
    let (from_server, to_client) = (server.try_clone()?, client.try_clone()?);
    let back = thread::spawn(move || carry(from_server, to_client));
    carry(client, server);
    back.join().map_err(|_| ErrorKind::Other.into())
}

/// RFC 1928 and 1929, as far as a client with a password goes.
fn greet(client: &mut TcpStream) -> io::Result<Asked> {
    let [_, methods] = bytes(client)?;
    many(client, methods)?;
    client.write_all(&[VERSION, WITH_PASSWORD])?;
    let [_, length] = bytes(client)?;
    let name = words(client, length)?;
    let [length] = bytes(client)?;
    let password = words(client, length)?;
    client.write_all(&[1, DONE])?;
    let [_, _, _, kind] = bytes(client)?;
    let host = match kind {
        NAME => {
            let [length] = bytes(client)?;
            words(client, length)?
        }
        NUMBER => Ipv4Addr::from(bytes::<4>(client)?).to_string(),
        _ => return Err(ErrorKind::Unsupported.into()),
    };
    let port = u16::from_be_bytes(bytes(client)?);
    Ok(Asked { name, password, target: format!("{host}:{port}") })
}

fn bytes<const N: usize>(client: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn many(client: &mut TcpStream, length: u8) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length.into()];
    client.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn words(client: &mut TcpStream, length: u8) -> io::Result<String> {
    String::from_utf8(many(client, length)?).map_err(io::Error::other)
}

/// Either end may be gone at any time.
fn carry(mut from: TcpStream, mut to: TcpStream) {
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}
