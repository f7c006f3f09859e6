"""What `load.py` measures Trích against: FastAPI around LangChain's retrievers over the same passages.

    python benchmarks/_langchain_server.py STORE VECTORS dense|hybrid

`dense` is Chroma through langchain-chroma; `hybrid` an EnsembleRetriever of that and BM25Retriever, as LangChain's
own guides put the two together. `/ask` is the usual chain (retrieve, fill a prompt, call a model, parse) with a
model that answers at once, so that only the pipeline is timed. VECTORS is made where it is missing.
"""

# mypy: disable-error-code="import-not-found,import-untyped"
# the packages beside the project are installed for this comparison alone

import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from pydantic import BaseModel

from index import Index
from index.embedder import load

K = 10
# Chroma takes no more at once.
_BATCH = 5000


class Bundled(Embeddings):
    """The project's embedding as LangChain takes it."""

    def __init__(self) -> None:
        self._embedder = load()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return [[float(each) for each in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return [float(each) for each in self._embedder.embed_queries([text])[0]]


class Body(BaseModel):
    """What is asked."""

    question: str


def main() -> None:
    """Make what is missing and serve on a free port, whose address is printed."""
    store, vectors, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    retriever = retrieving(passages(store), vectors, kind)
    prompt = ChatPromptTemplate.from_template("Trả lời theo các đoạn sau:\n{context}\n\nCâu hỏi: {question}")
    model = FakeListChatModel(responses=["Theo các đoạn trên."])
    chain = (
        RunnablePassthrough.assign(docs=lambda given: retriever.invoke(given["question"]))
        .assign(context=lambda given: "\n\n".join(one.page_content for one in given["docs"]))
        .assign(answer=prompt | model | StrOutputParser())
    )
    api = FastAPI()

    @api.get("/readyz")
    def ready() -> dict[str, str]:
        """It can answer."""
        return {"status": "ready"}

    @api.post("/search")
    def search(body: Body) -> dict[str, Any]:
        """Passages."""
        return {"hits": [shown(one) for one in retriever.invoke(body.question)]}

    @api.post("/ask")
    def ask(body: Body) -> dict[str, Any]:
        """The chain's answer with its sources."""
        made = chain.invoke({"question": body.question})
        return {"answer": made["answer"], "sources": [shown(one) for one in made["docs"]]}

    with socket.create_server(("127.0.0.1", 0)) as bound:
        print(f"http://127.0.0.1:{bound.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(api, log_level="warning", access_log=False)).run(sockets=[bound])


def passages(store: Path) -> list[Document]:
    """The store's passages as LangChain's documents."""
    found: list[Document] = []
    with Index.open(store, load()) as index:
        after: str | None = None
        while True:
            reports, after = index.reports(after, 200)
            for report in reports:
                for one in index.passages(report.report_id):
                    facts = {"id": one.passage_id, "title": report.title or "", "start": one.start}
                    found.append(Document(page_content=report.text[one.start : one.end], metadata=facts))
            if after is None:
                return found


def retrieving(documents: list[Document], vectors: Path, kind: str) -> Any:  # noqa: ANN401 - a retriever
    """LangChain's retriever over the documents."""
    from langchain_chroma import Chroma

    is_new = not vectors.exists()
    chroma = Chroma(
        "passages",
        Bundled(),
        persist_directory=str(vectors),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )
    if is_new:
        for first in range(0, len(documents), _BATCH):
            chroma.add_documents(documents[first : first + _BATCH])
    dense = chroma.as_retriever(search_kwargs={"k": K})
    if kind == "dense":
        return dense
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    words = BM25Retriever.from_documents(documents, preprocess_func=lambda text: text.lower().split())
    words.k = K
    return EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])


def shown(one: Document) -> dict[str, Any]:
    """A document as it is sent."""
    return {"text": one.page_content, **one.metadata}


if __name__ == "__main__":
    main()
