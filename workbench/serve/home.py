"""The home page: no kernel; what it says comes out of the reader's cache."""

from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from workbench.serve import products
from workbench.serve.handlers import OurPage

__all__ = ["Home", "News", "Products", "State"]

_LONGEST = 80


class Home(OurPage):
    """One card a board, what changed, and the products."""

    async def get(self) -> None:
        """Show what is known by now; the page asks for the rest."""
        cookie = self.xsrf_token  # asking sets the cookie that the page's own requests need
        assert cookie
        self.show("home.html.j2", title="Home", home=self.facts(), boards=self.settings["boards"])

    def facts(self) -> dict[str, Any]:
        """Return the newest facts, or none yet."""
        return {**self.settings["reader"].state, "local": self.settings["local"]}


class State(Home):
    """The same facts as JSON."""

    async def get(self) -> None:
        """Answer at once."""
        self.tell(self.facts())


class News(OurPage):
    """What changed since the version that this browser saw last."""

    async def get(self) -> None:
        """Ask the reader."""
        try:
            since = int(self.get_argument("since"))
        except ValueError:
            raise HTTPError(400, "since is a version: a whole number.") from None
        self.tell(await self.settings["reader"].ask("news", since=since))


class Products(OurPage):
    """The products of the data folder, and the way from one to another: for the person at this machine only."""

    async def prepare(self) -> None:
        """Refuse others: the workspace is everybody's, the data folder is not."""
        await super().prepare()
        if not self.settings["local"]:
            raise HTTPError(403, "Only the person at the server's own machine can change the product.")

    async def get(self) -> None:
        """List them."""
        server = self.settings["server"]
        answer = await self.settings["reader"].ask("products", folder=str(products.folder()))
        current = Path(server.workspace_url.removeprefix("sqlite:///"))
        found = [
            {**product, "current": products.folder() / product["file"] == current}
            for product in answer.get("products", [])
        ]
        self.tell({"products": found})

    async def post(self) -> None:
        """Open a product of the folder (``open``), or make an empty one (``name``) and open it."""
        wanted = self.get_json_body() or {}
        where = products.folder()
        if "name" in wanted:
            path = await self.create(str(wanted["name"]).strip(), where)
        else:
            path = where / str(wanted.get("open", ""))
            if not products.is_product(path, where):
                raise HTTPError(404, "There is no such product in the data folder.")
        await self.settings["server"].switch(f"sqlite:///{path.as_posix()}")
        self.tell({"opened": path.name})

    async def create(self, name: str, where: Path) -> Path:
        """Make an empty product; the reader does it, since it has the workspace at hand."""
        if not 0 < len(name) <= _LONGEST:
            raise HTTPError(400, f"The product's name has 1 to {_LONGEST} characters.")
        try:
            path = products.file_for(name, where)
        except ValueError as error:
            raise HTTPError(400, str(error)) from None
        answer = await self.settings["reader"].ask("create", path=str(path), name=name)
        if "error" in answer:
            raise HTTPError(500, answer["error"])
        return path

    def write_error(self, status_code: int, **details: Any) -> None:
        """Answer in JSON, since a script asked."""
        error = details.get("exc_info", (None, None, None))[1]
        self.tell(
            {"error": getattr(error, "log_message", None) or f"The server could not do that ({status_code})."}
        )
