// The API on the same port: what it answers, or an Error whose message can be shown.

import { language, t } from "./words.js";

export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { "Accept-Language": language(), ...options.headers } });
  } catch {
    throw new Error(t("api.unreached"));
  }
  return outcome(response.status, await response.text());
}

export function outcome(status, text) {
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (status >= 400) {
    const fault = new Error(body?.error?.message ?? t("api.status", { status }));
    throw Object.assign(fault, { code: body?.error?.code, param: body?.error?.param, successor: body?.error?.report_id, status });
  }
  return body;
}
