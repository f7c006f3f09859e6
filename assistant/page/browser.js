// Run before anything can be asked: a random id that this browser alone knows tells whose conversations are whose
// where nobody signs in. Each visit keeps it for 400 days more, the longest that browsers allow.
{
  const known = document.cookie.match(/(?:^|; )trich-browser=(\w+)/)?.[1];
  const id = known ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const path = new URL(".", document.baseURI).pathname;
  document.cookie = `trich-browser=${id}; path=${path}; max-age=34560000; SameSite=Strict`;
}
