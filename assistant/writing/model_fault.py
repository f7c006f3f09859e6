"""Model fault: what goes wrong with a chat model, as one ModelFault: a provider's error, or a useless reply.

Each code has one sentence that a reader can act on, in Vietnamese and English. No sentence repeats what the
provider said: that may hold a key or the prompt. `writer.py` decides which replies are useless.
"""

import re
import sys

from index.errors import ModelFault

# The roots of what the providers' packages raise beside LangChain's own errors.
_ROOTS = (
    ("openai", "OpenAIError"),
    ("ollama", "ResponseError"),
    ("ollama", "RequestError"),
    ("httpx", "HTTPError"),
    ("httpx", "InvalidURL"),
)
_STATUS = {
    401: "model_key",
    403: "model_key",
    404: "model_unknown",
    408: "model_timeout",
    413: "model_too_long",
    429: "model_rate_limited",
    504: "model_timeout",
}


def fault(code: str) -> ModelFault:
    """The fault with this code, in both languages."""
    return ModelFault(code, *_SENTENCES[code])


def provider_errors() -> tuple[type[Exception], ...]:
    """The base errors of the provider packages that are loaded; others cannot have raised anything."""
    return tuple(getattr(sys.modules[package], name) for package, name in _ROOTS if package in sys.modules)


def code_of(error: Exception) -> str:
    """The code of a fault that a provider's package reports: by HTTP status, else by the error's kinds.

    The kinds are read off class names because each provider's package has its own classes for the same few.
    """
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
    status = getattr(error, "status_code", None)
    if "ContextOverflow" in kinds:
        return "model_too_long"
    if isinstance(status, int) and status >= 400:
        return _STATUS.get(status, "model_rejected" if status < 500 else "model_failed")
    if "Timeout" in kinds:
        return "model_timeout"
    if isinstance(error, OSError) or "Connect" in kinds or "Transport" in kinds or "InvalidURL" in kinds:
        return "model_unreachable"
    return "model_failed"


def package_fault(provider: str, error: ImportError) -> ModelFault:
    """The fault of a provider whose package is not installed; LangChain's message names the package."""
    named = re.search(r"pip install ([\w-]+)", str(error))
    package = named.group(1) if named else f"langchain-{provider.replace('_', '-')}"
    return ModelFault(
        "model_package",
        f"Chưa cài gói “{package}” cho mô hình của “{provider}”. Hãy chạy: pip install {package}",
        f"The package “{package}” for models of “{provider}” is not installed. Run: pip install {package}",
    )


_SENTENCES = {
    "model_key": (
        "Khóa của mô hình ngôn ngữ còn thiếu hoặc không đúng. Hãy kiểm tra khóa, ví dụ biến OPENAI_API_KEY.",
        "The language model's key is missing or wrong. Check the key, for example OPENAI_API_KEY.",
    ),
    "model_unknown": (
        "Máy chủ mô hình không có mô hình hoặc đường dẫn này. Hãy kiểm tra ASSISTANT_LLM và"
        " ASSISTANT_LLM_BASE_URL; với Ollama, chạy “ollama pull” để tải mô hình.",
        "The model server does not have this model or path. Check ASSISTANT_LLM and ASSISTANT_LLM_BASE_URL;"
        " with Ollama, fetch the model with “ollama pull”.",
    ),
    "model_unreachable": (
        "Không kết nối được với mô hình ngôn ngữ. Hãy kiểm tra máy chủ của nó có đang chạy, địa chỉ và mạng.",
        "The language model cannot be reached. Check that its server runs, its address and the network.",
    ),
    "model_timeout": (
        "Mô hình ngôn ngữ trả lời quá chậm. Hãy thử lại, hoặc dùng mô hình nhỏ hơn.",
        "The language model took too long. Try again, or use a smaller model.",
    ),
    "model_silent": (
        "Mô hình ngôn ngữ đang không trả lời câu hỏi nào. Hãy kiểm tra máy chủ của nó.",
        "The language model answers no question at present. Check its server.",
    ),
    "model_rate_limited": (
        "Nhà cung cấp mô hình đang giới hạn số lần hỏi, hoặc tài khoản đã hết hạn mức."
        " Hãy thử lại sau ít phút hoặc kiểm tra hạn mức.",
        "The model's provider limits how often it may be asked, or the account has no quota left."
        " Try again in a few minutes, or check the quota.",
    ),
    "model_rejected": (
        "Nhà cung cấp mô hình từ chối câu hỏi này. Hãy đổi cách hỏi, hoặc kiểm tra thiết đặt của mô hình.",
        "The model's provider rejected this question. Ask it in other words, or check the model's settings.",
    ),
    "model_too_long": (
        "Câu hỏi và các đoạn trích dài quá mức mô hình đọc được."
        " Hãy hỏi hẹp hơn, hoặc dùng mô hình đọc được nhiều hơn.",
        "The question and its passages are longer than the model can read."
        " Ask for less, or use a model with a larger window.",
    ),
    "model_failed": (
        "Máy chủ mô hình ngôn ngữ gặp lỗi. Hãy thử lại sau ít phút.",
        "The language model's server failed. Try again in a few minutes.",
    ),
    "model_empty": (
        "Mô hình ngôn ngữ không viết gì. Hãy thử lại, hoặc dùng mô hình khác.",
        "The language model wrote nothing. Try again, or use another model.",
    ),
    "model_cut_off": (
        "Câu trả lời của mô hình ngôn ngữ bị cắt giữa chừng. Hãy thử lại, hoặc hỏi hẹp hơn.",
        "The language model's reply was cut off. Try again, or ask for less.",
    ),
    "model_garbled": (
        "Máy chủ mô hình trả về dữ liệu không đọc được."
        " Hãy kiểm tra ASSISTANT_LLM_BASE_URL (thường kết thúc bằng /v1).",
        "The model server sent something that cannot be read."
        " Check ASSISTANT_LLM_BASE_URL (it usually ends in /v1).",
    ),
    "model_reasoning": (
        "Máy chủ mô hình gửi lẫn phần suy luận vào câu trả lời."
        " Hãy tắt chế độ suy luận (thinking) của mô hình.",
        "The model server mixes its reasoning into the answer. Turn the model's thinking mode off.",
    ),
    "model_uncited": (
        "Mô hình ngôn ngữ trả lời mà không ghi số đoạn trích nào. Hãy thử lại, hoặc dùng mô hình khác.",
        "The language model answered without citing any passage. Try again, or use another model.",
    ),
    "model_language": (
        "Mô hình ngôn ngữ không trả lời bằng tiếng Việt. Hãy thử lại, hoặc dùng mô hình khác.",
        "The language model did not answer in English. Try again, or use another model.",
    ),
    "model_echoed": (
        "Mô hình ngôn ngữ chép lời nhắc của chương trình thay vì trả lời. Hãy thử lại, hoặc dùng mô hình khác.",
        "The language model copied the program's prompt instead of answering. Try again, or use another model.",
    ),
    "model_unsupported": (
        "Không câu nào của mô hình ngôn ngữ khớp với báo cáo. Hãy thử lại, hoặc dùng mô hình khác.",
        "The reports bear no sentence of the language model's. Try again, or use another model.",
    ),
}
