//! What assistive technology gets of a window: its tree on the session's accessibility bus (AT-SPI 2), as screen readers read it.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt, join_all};
use serde::Serialize;
use zbus::{
    Connection, Message, connection,
    zvariant::{DynamicType, OwnedObjectPath, OwnedValue},
};

const REGISTRY: &str = "org.a11y.atspi.Registry";
const ROOT: &str = "/org/a11y/atspi/accessible/root";
const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const TEXT: &str = "org.a11y.atspi.Text";
/// Between the application and its page lie a frame and some boxes.
const DEEPEST_PAGE: usize = 12;

/// `AtspiStateType`, of which these matter to a page.
#[derive(Clone, Copy)]
pub(crate) enum State {
    Busy = 3,
    Checked = 4,
    Enabled = 8,
    Expandable = 9,
    Expanded = 10,
    Modal = 16,
    MultiLine = 17,
    Pressed = 20,
    Selected = 23,
    Required = 33,
    Invalid = 36,
    Checkable = 41,
    HasPopup = 42,
    ReadOnly = 43,
}

/// A part of a page, with what is in it, in reading order.
#[derive(Debug)]
pub(crate) struct Part {
    /// As AT-SPI names it; empty for what only ARIA names.
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) description: String,
    /// Where an embedded part stands in it there is U+FFFC, for others their own text.
    pub(crate) text: String,
    pub(crate) attributes: HashMap<String, String>,
    /// Whether it is one sign in the text around it, as buttons in a sentence are.
    pub(crate) is_embedded: bool,
    states: u64,
    pub(crate) children: Vec<Part>,
}

impl Part {
    pub(crate) fn is(&self, state: State) -> bool {
        self.states >> state as u32 & 1 == 1
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// The page that the application with this process shows.
pub(crate) async fn page_of(process: u32) -> Part {
    let bus = Bus::connect().await.expect("the accessibility bus");
    let application = bus.application(process).await.expect("applications on the bus");
    let application = application.expect("the application is on the accessibility bus");
    let page = bus.page(application).await.expect("parts of the window");
    bus.read(page).await.expect("the parts of a page")
}

/// A part's name on the bus and its path there.
type Reference = (String, OwnedObjectPath);

struct Bus(Connection);

impl Bus {
    async fn connect() -> zbus::Result<Self> {
        let session = Self(Connection::session().await?);
        let place = ("org.a11y.Bus".to_owned(), OwnedObjectPath::try_from("/org/a11y/bus")?);
        let address: String = session.ask(&place, "org.a11y.Bus", "GetAddress", &()).await?.body().deserialize()?;
        Ok(Self(connection::Builder::address(address.as_str())?.build().await?))
    }

    async fn ask(
        &self,
        (owner, path): &Reference,
        interface: &str,
        method: &str,
        body: &(impl Serialize + DynamicType + Sync),
    ) -> zbus::Result<Message> {
        self.0.call_method(Some(owner.as_str()), path.as_str(), Some(interface), method, body).await
    }

    async fn application(&self, process: u32) -> zbus::Result<Option<Reference>> {
        let registry = (REGISTRY.to_owned(), OwnedObjectPath::try_from(ROOT)?);
        let applications = self.ask(&registry, ACCESSIBLE, "GetChildren", &()).await?;
        let daemon = ("org.freedesktop.DBus".to_owned(), OwnedObjectPath::try_from("/org/freedesktop/DBus")?);
        for application in applications.body().deserialize::<Vec<Reference>>()? {
            let owner = application.0.as_str();
            let owner = self.ask(&daemon, "org.freedesktop.DBus", "GetConnectionUnixProcessID", &owner).await;
            // One that has ended meanwhile has no process.
            if owner.is_ok_and(|owner| owner.body().deserialize::<u32>() == Ok(process)) {
                return Ok(Some(application));
            }
        }
        Ok(None)
    }

    /// The first part that says where in the document tree it is: the page itself. Another process has it, which GTK names
    /// only as the child with a number.
    async fn page(&self, application: Reference) -> zbus::Result<Reference> {
        let mut part = application;
        for _ in 0..DEEPEST_PAGE {
            let interfaces = self.ask(&part, ACCESSIBLE, "GetInterfaces", &()).await?;
            let interfaces: Vec<String> = interfaces.body().deserialize()?;
            if interfaces.iter().any(|interface| interface == "org.a11y.atspi.Document") {
                return Ok(part);
            }
            part = self.ask(&part, ACCESSIBLE, "GetChildAtIndex", &0).await?.body().deserialize()?;
        }
        Err(zbus::Error::Failure("the window shows no page".into()))
    }

    fn read(&self, part: Reference) -> BoxFuture<'_, zbus::Result<Part>> {
        async move {
            let (role, properties, states, attributes, interfaces, children, text) = tokio::join!(
                self.ask(&part, ACCESSIBLE, "GetRoleName", &()),
                self.ask(&part, "org.freedesktop.DBus.Properties", "GetAll", &ACCESSIBLE),
                self.ask(&part, ACCESSIBLE, "GetState", &()),
                self.ask(&part, ACCESSIBLE, "GetAttributes", &()),
                self.ask(&part, ACCESSIBLE, "GetInterfaces", &()),
                self.ask(&part, ACCESSIBLE, "GetChildren", &()),
                self.ask(&part, TEXT, "GetText", &(0, -1)),
            );
            let (role, properties) = (role?, properties?);
            let mut properties: HashMap<String, OwnedValue> = properties.body().deserialize()?;
            let mut property = |name| properties.remove(name).and_then(|value| String::try_from(value).ok());
            let states: [u32; 2] = states?.body().deserialize::<Vec<u32>>()?.try_into().unwrap_or_default();
            let interfaces: Vec<String> = interfaces?.body().deserialize()?;
            let children = children?.body().deserialize::<Vec<Reference>>()?;
            Ok(Part {
                role: role.body().deserialize()?,
                name: property("Name").unwrap_or_default(),
                description: property("Description").unwrap_or_default(),
                // Not every part has one.
                text: text.and_then(|text| text.body().deserialize()).unwrap_or_default(),
                attributes: attributes?.body().deserialize()?,
                is_embedded: interfaces.iter().any(|interface| interface == "org.a11y.atspi.Hyperlink"),
                states: u64::from(states[1]) << 32 | u64::from(states[0]),
                children: join_all(children.into_iter().map(|child| self.read(child)))
                    .await
                    .into_iter()
                    .collect::<zbus::Result<_>>()?,
            })
        }
        .boxed()
    }
}
