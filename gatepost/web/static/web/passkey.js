/* How does a form use a passkey? It says with data-passkey whether one is made or asked for, and carries the options,
   or the address that gives them. Without scripts, or in a browser without passkeys, the form stays hidden. */
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.from, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    return (await answer.json()).request_options;
  }

  async function create(key) {
    key.challenge = bytes(key.challenge);
    key.user.id = bytes(key.user.id);
    key.excludeCredentials = known(key.excludeCredentials);
    key.authenticatorSelection = { ...key.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    const made = await navigator.credentials.create({ publicKey: key });
    return { type: made.type, id: made.id, rawId: text(made.rawId), clientExtensionResults: made.getClientExtensionResults(),
      response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) } };
  }

  async function get(key) {
    key.challenge = bytes(key.challenge);
    key.allowCredentials = known(key.allowCredentials);
    const shown = await navigator.credentials.get({ publicKey: key });
    const part = shown.response;
    return { type: shown.type, id: shown.id, rawId: text(shown.rawId), clientExtensionResults: shown.getClientExtensionResults(),
      response: { clientDataJSON: text(part.clientDataJSON), authenticatorData: text(part.authenticatorData),
        signature: text(part.signature), userHandle: part.userHandle ? text(part.userHandle) : null } };
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-failed]");
      try {
        const asked = await options(form);
        const done = form.dataset.passkey === "create" ? await create(asked.publicKey) : await get(asked.publicKey);
        form.elements.credential.value = JSON.stringify(done);
        form.submit();
      } catch {
        if (failed) failed.hidden = false;
      }
    });
  }
})();
