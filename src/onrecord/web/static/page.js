(() => {
  // page.ts
  var typing = (target) => target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  function walkStatements() {
    const marks = [...document.querySelectorAll("a.mark")];
    if (marks.length === 0) return;
    let at = marks.findIndex((mark) => `#${mark.id}` === location.hash);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0) return;
      const focused = marks.indexOf(document.activeElement);
      const from = focused >= 0 ? focused : at;
      at = Math.min(Math.max(from < 0 && step < 0 ? 0 : from + step, 0), marks.length - 1);
      const mark = marks[at];
      history.replaceState(null, "", `#${mark.id}`);
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    });
    for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
  }
  function offerCopies() {
    for (const button of document.querySelectorAll("[data-copy]")) {
      const field = document.getElementById(button.dataset.copy ?? "");
      if (!(field instanceof HTMLTextAreaElement)) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        field.select();
        const told = button.parentElement?.querySelector("[data-copied]");
        try {
          await navigator.clipboard.writeText(field.value);
          if (told) told.textContent = "Copied.";
        } catch {
          if (told) told.textContent = "Selected: copy it with your keys.";
        }
      });
    }
  }
  function takeMarkedWords() {
    let marked = "";
    document.addEventListener("selectionchange", () => {
      const selection = document.getSelection();
      const node = selection?.anchorNode;
      const element = node instanceof Element ? node : node?.parentElement;
      const words = selection?.toString().replace(/\s+/g, " ").trim();
      if (words && element?.closest(".article")) marked = words;
    });
    document.addEventListener("click", (event) => {
      const button = event.target instanceof HTMLElement ? event.target.closest("[data-take]") : null;
      const field = button && document.getElementById(button.dataset.take ?? "");
      if (field instanceof HTMLTextAreaElement && marked) field.value = marked;
    });
  }
  document.documentElement.classList.add("scripted");
  walkStatements();
  offerCopies();
  takeMarkedWords();
})();
