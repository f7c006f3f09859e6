"""The index as LangChain's retriever: documents whose text is a report's own, with what a citation needs."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from index.filters import Filters
from index.index import Index


class IndexRetriever(BaseRetriever):
    """The `k` best passages for a question, as Documents."""

    index: Any  # an Index, which pydantic knows nothing of
    k: int
    filters: Filters

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        """Search, and give each hit its report's title and date."""
        index: Index = self.index
        documents = []
        for hit in index.search(query, self.k, self.filters):
            report = index.report(hit.report_id)
            facts = {
                "report_id": hit.report_id,
                "key": hit.key,
                "passage_id": hit.passage_id,
                "start": hit.start,
                "end": hit.end,
                "score": hit.score,
                "title": report.title,
                "source": report.source,
                "url": report.url,
                "published": report.published,
                "province": report.province,
            }
            documents.append(Document(id=hit.passage_id, page_content=hit.text, metadata=facts))
        return documents
