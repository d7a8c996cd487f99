// Passkeys: forms with data-passkey show themselves where the browser can do it, ask it, and send what it says.
// login: options are asked from the server first, for no account in particular; use and add: they stand in the page.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list = []) => list.map((one) => ({ ...one, id: decode(one.id) }));

function withBytes({ publicKey }) {
  const options = { ...publicKey, challenge: decode(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: decode(options.user.id) };
  if (options.excludeCredentials) options.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = known(options.allowCredentials);
  return { publicKey: options };
}

function asJson(credential) {
  const { response } = credential;
  const said = { clientDataJSON: encode(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = encode(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = encode(response.authenticatorData);
    said.signature = encode(response.signature);
    said.userHandle = response.userHandle ? encode(response.userHandle) : null;
  }
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: encode(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function ask(form) {
  if (form.dataset.passkey === "login") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return navigator.credentials.get(withBytes((await answer.json()).request_options));
  }
  const data = JSON.parse(document.getElementById("passkey-options").textContent);
  if (form.dataset.passkey === "use") return navigator.credentials.get(withBytes(data.request_options));
  const options = withBytes(data.creation_options);
  if (form.elements.passwordless?.checked) {
    options.publicKey.authenticatorSelection = {
      ...options.publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
  }
  return navigator.credentials.create(options);
}

// An address of numbers cannot have passkeys, whatever the browser (Web Authentication §5.1.2: the RP ID is a domain).
const isName = !/^[\d.]+$|:/.test(location.hostname);

if (window.PublicKeyCredential && isName) {
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => words.remove());
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const trouble = form.querySelector("[data-passkey-error]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        form.elements.credential.value = asJson(await ask(form));
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  });
}
