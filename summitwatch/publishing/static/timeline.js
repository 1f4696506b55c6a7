/* The timeline: choose the years, drag over a span, walk along the marks with the arrow keys. Without this script the
   figure shows all years on its broken axis. The years chosen stand in the address, so that a view can be shared. */
(() => {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";
  const DAY = 86400000;
  const SHORTEST = 21; // days that a view shows at least
  const LOW = Math.round(Date.UTC(2018, 0, 1) / DAY);
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const iso = (day) => new Date(Math.floor(day) * DAY).toISOString().slice(0, 10);
  const words = (day) => {
    const date = new Date(Math.floor(day) * DAY);
    return date.getUTCDate() + " " + MONTHS[date.getUTCMonth()] + " " + date.getUTCFullYear();
  };
  const startOf = (year) => Date.UTC(year, 0, 1) / DAY;

  /* One drawing: what stands where on its broken axis, and the same on any other stretch of time. */
  class Drawing {
    constructor(svg) {
      this.svg = svg;
      this.parts = svg.dataset.scale.split(";").map((part) => part.split(" ").map(Number));
      this.left = this.parts[0][0];
      this.right = this.parts.at(-1)[1];
      this.first = this.parts[0][2];
      this.last = this.parts.at(-1)[3];
      this.axes = [...svg.querySelectorAll('[id*="-axis-"]')];
      const box = this.axes[0].getBBox();
      this.top = Math.min(...this.axes.map((line) => line.getBBox()).map((found) => found.y));
      this.bottom = Math.max(...[...svg.querySelectorAll('[id*="-axis-line-"]')].map((line) => line.getBBox()).map((b) => b.y + b.height), box.y);
      this.named = new Map(); // labels and spans by kind and record
      for (const part of svg.querySelectorAll('[id*="-label-"], [id*="-span-"]')) {
        this.named.set(part.id.slice(part.id.search(/-(label|span)-/) + 1), part);
      }
      this.marks = [...svg.querySelectorAll('[id*="-mark-"]')].map((mark) => this.read(mark)).sort((a, b) => a.day - b.day);
      this.ticks = document.createElementNS(NS, "g");
      this.ticks.setAttribute("aria-hidden", "true");
      svg.prepend(this.ticks);
      this.pen = null; // the label of an event that has none of its own
    }

    day(x) {
      const part = this.parts.find(([, right]) => x <= right + 0.01) || this.parts.at(-1);
      const [left, right, first, last] = part;
      return first + (Math.min(Math.max(x, left), right) - left) / (right - left) * (last - first);
    }

    read(mark) {
      const id = mark.id.split("-mark-")[1];
      const find = (kind) => this.named.get(kind + "-" + id) || null;
      const use = mark.querySelector("use") || mark;
      const box = mark.getBBox();
      const x = use.x ? use.x.baseVal.value : box.x + box.width / 2;
      const y = use.y ? use.y.baseVal.value : box.y + box.height / 2;
      const span = find("span");
      const extent = span ? span.getBBox() : null;
      const link = mark.localName === "a" ? mark : null;
      return {
        id, mark, span, link, x, y, day: this.day(x), label: find("label"),
        title: link ? (link.getAttribute("aria-label") || link.querySelector("title").textContent).replace(/^[^:]*: /, "") : id,
        extent, from: extent ? this.day(extent.x) : this.day(x), to: extent ? this.day(extent.x + extent.width) : this.day(x),
      };
    }

    /* Show a stretch of time, or all on the broken axis. */
    show(view) {
      const place = (day) => this.left + (day - view[0]) / (view[1] - view[0]) * (this.right - this.left);
      for (const line of this.axes) line.setAttribute("visibility", view ? "hidden" : "visible");
      this.ticks.replaceChildren();
      const shown = [];
      for (const event of this.marks) {
        const seen = !view || (event.to >= view[0] && event.from <= view[1]);
        for (const node of [event.mark, event.span, event.label, event.extra]) {
          if (node) node.setAttribute("visibility", seen ? "visible" : "hidden");
        }
        if (event.link) event.link.toggleAttribute("data-out", !seen);
        if (!seen) continue;
        shown.push(event);
        this.move(event, view, place);
      }
      for (const event of this.marks) this.name(event, view);
      if (view) {
        this.rule(view, place);
        this.write(shown);
      }
      return shown.length;
    }

    move(event, view, place) {
      if (!view) {
        for (const node of [event.mark, event.span, event.label]) if (node) node.removeAttribute("transform");
        event.now = event.x;
        event.start = event.edge = 0;
        return;
      }
      const ends = [event.from, event.to].map((day) => Math.min(Math.max(place(day), this.left), this.right));
      event.now = event.extent ? (ends[0] + ends[1]) / 2 : place(event.day);
      if (event.day >= view[0] && event.day <= view[1]) event.now = place(event.day);
      event.mark.setAttribute("transform", "translate(" + (event.now - event.x).toFixed(2) + " 0)");
      if (!event.span) return;
      const wide = Math.max(event.extent.width, 0.01);
      const grown = (ends[1] - ends[0]) / wide;
      event.span.setAttribute("transform", "matrix(" + grown.toFixed(4) + " 0 0 1 " + (ends[0] - grown * event.extent.x).toFixed(2) + " 0)");
      [event.start, event.edge] = ends;
    }

    name(event, view) {
      if (event.label) event.label.setAttribute("visibility", view ? "hidden" : "visible");
      if (event.extra) event.extra.remove();
      event.extra = null;
    }

    /* In a closer view each event has its label where the row leaves room. */
    write(shown) {
      const rows = new Map();
      for (const event of shown) rows.set(event.y.toFixed(0), [...(rows.get(event.y.toFixed(0)) || []), event]);
      for (const row of rows.values()) {
        row.sort((a, b) => a.now - b.now);
        row.forEach((event, i) => {
          const next = row[i + 1];
          const behind = Math.max(event.now + 4, event.edge || 0) + 4;
          const before = Math.min(event.now - 4, event.start || event.now) - 4;
          const rooms = [(next ? Math.min(next.now - 4, next.start || next.now) - 3 : this.svg.viewBox.baseVal.width) - behind,
            i ? 0 : before - this.left];
          const right = (whole) => this.label(event.title, behind, event.y, rooms[0], "start", whole);
          const left = (whole) => this.label(event.title, before, event.y, rooms[1], "end", whole);
          const sides = rooms[0] >= rooms[1] ? [right, left] : [left, right];
          event.extra = right(true) || left(true) || sides[0](false) || sides[1](false);
          if (!event.extra && !next && !i) event.extra = this.label(event.title, event.now - 8, event.y, event.now - this.left - 8, "end");
        });
      }
    }

    label(text, x, y, room, anchor = "start", whole = false) {
      if (room < 30) return null;
      const node = document.createElementNS(NS, "text");
      const set = { x: x.toFixed(2), y: (y + 2.5).toFixed(2), "font-size": "7.6", fill: "#1b2733", "text-anchor": anchor };
      for (const [name, value] of Object.entries(set)) node.setAttribute(name, value);
      node.setAttribute("aria-hidden", "true");
      this.svg.append(node);
      const parts = text.split(" ");
      node.textContent = text;
      while (!whole && parts.length > 2 && node.getComputedTextLength() > room) {
        parts.pop();
        node.textContent = parts.join(" ") + " …";
      }
      if (node.getComputedTextLength() <= room) return node;
      node.remove();
      return null;
    }

    rule(view, place) {
      const months = (view[1] - view[0]) / 30.4;
      const step = months > 60 ? 12 : months > 20 ? 3 : months > 6 ? 1 : 0;
      const draw = (day, text, strong) => {
        const x = place(day);
        if (x < this.left - 0.5 || x > this.right - 4) return;
        const line = document.createElementNS(NS, "path");
        line.setAttribute("d", "M" + x.toFixed(2) + " " + this.top.toFixed(2) + "V" + this.bottom.toFixed(2));
        line.setAttribute("stroke", "#d5dade");
        line.setAttribute("stroke-width", strong ? "0.9" : "0.4");
        const label = document.createElementNS(NS, "text");
        const set = { x: x.toFixed(2), y: (this.bottom + 11).toFixed(2), "font-size": "8", fill: strong ? "#1b2733" : "#5b6770" };
        for (const [name, value] of Object.entries(set)) label.setAttribute(name, value);
        label.textContent = text;
        this.ticks.append(line, label);
      };
      const date = new Date(view[0] * DAY);
      const months0 = date.getUTCFullYear() * 12 + date.getUTCMonth();
      if (step) {
        for (let month = months0 - (months0 % step); ; month += step) {
          const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
          if (day > view[1]) break;
          const january = month % 12 === 0;
          draw(day, january || step === 12 ? String(Math.floor(month / 12)) : MONTHS[month % 12], january);
        }
      } else {
        const week = Math.max(1, Math.round((view[1] - view[0]) / 8));
        for (let day = Math.ceil(view[0]); day <= view[1]; day += week) draw(day, words(day).slice(0, -5), false);
      }
    }
  }

  const button = (text, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "timeline-button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  };

  class Timeline {
    constructor(figure, svgs) {
      this.figure = figure;
      this.drawings = svgs.map((svg) => ({ svg, drawing: null }));
      const ends = svgs[0].dataset.scale.split(";").map((part) => part.split(" ").map(Number));
      this.all = [ends[0][2], ends.at(-1)[3]];
      this.dense = ends.at(-1)[2];
      this.view = null;
      this.build();
      this.restore();
      for (const svg of svgs) this.listen(svg);
      window.addEventListener("resize", () => this.draw());
    }

    build() {
      this.bar = this.figure.querySelector(".timeline-bar");
      this.bar.setAttribute("role", "group");
      this.bar.setAttribute("aria-label", "Years shown");
      const first = new Date(this.all[0] * DAY).getUTCFullYear();
      const last = new Date((this.all[1] - 1) * DAY).getUTCFullYear();
      const split = new Date(this.dense * DAY).getUTCFullYear();
      this.choices = [[null, "All years"]];
      if (split > first) this.choices.push([[startOf(first), startOf(split)], first + "–" + (split - 1)]);
      for (let year = split; year <= last; year += 1) this.choices.push([[startOf(year), startOf(year + 1)], String(year)]);
      this.buttons = this.choices.map(([view, text]) => button(text, () => this.choose(view)));
      const steps = [["←", "Earlier", () => this.pan(-0.5)], ["→", "Later", () => this.pan(0.5)],
        ["+", "Closer", () => this.zoom(0.5)], ["−", "Wider", () => this.zoom(2)]];
      this.steps = steps.map(([sign, name, action]) => {
        const made = button(sign, action);
        made.setAttribute("aria-label", name);
        made.title = name;
        return made;
      });
      this.said = document.createElement("span");
      this.said.className = "timeline-said";
      this.said.setAttribute("role", "status");
      this.bar.append(...this.buttons, ...this.steps, this.said);
    }

    limits() {
      return [Math.max(this.all[0], LOW), this.all[1]];
    }

    choose(view) {
      const [low, high] = this.limits();
      if (view) {
        const wide = Math.min(Math.max(view[1] - view[0], SHORTEST), high - low);
        const from = Math.min(Math.max(view[0], low), high - wide);
        view = [from, from + wide];
      }
      this.view = view;
      this.keep();
      this.draw();
    }

    pan(share) {
      const now = this.view || this.limits();
      const way = (now[1] - now[0]) * share;
      this.choose([now[0] + way, now[1] + way]);
    }

    zoom(share) {
      const now = this.view || [this.dense, this.all[1]];
      const middle = (now[0] + now[1]) / 2;
      const half = (now[1] - now[0]) / 2 * share;
      const [low, high] = this.limits();
      this.choose(half * 2 >= high - low ? null : [middle - half, middle + half]);
    }

    draw() {
      let shown = 0;
      let total = 0;
      for (const entry of this.drawings) {
        if (!entry.svg.getClientRects().length) continue; // the other one is shown
        entry.drawing = entry.drawing || new Drawing(entry.svg);
        if (!entry.drawing.walks) this.walk(entry.drawing);
        shown = entry.drawing.show(this.view);
        total = entry.drawing.marks.length;
      }
      this.buttons.forEach((made, i) => {
        const view = this.choices[i][0];
        const same = view === this.view || (view && this.view && Math.abs(view[0] - this.view[0]) < 1 && Math.abs(view[1] - this.view[1]) < 1);
        made.setAttribute("aria-pressed", String(Boolean(same)));
      });
      this.said.textContent = this.view
        ? words(this.view[0]) + " – " + words(this.view[1] - 1) + ": " + shown + " of " + total + " dated events"
        : total + " dated events";
    }

    /* One mark at a time is in the order of the Tab key; arrows lead to the next in time. */
    walk(drawing) {
      drawing.walks = true;
      const links = drawing.marks.map((event) => event.link).filter(Boolean);
      links.forEach((link, i) => link.setAttribute("tabindex", i ? "-1" : "0"));
      drawing.svg.addEventListener("keydown", (event) => {
        const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const here = links.indexOf(document.activeElement);
        if (!way || here < 0) return;
        event.preventDefault();
        let next = here + way;
        while (links[next] && links[next].hasAttribute("data-out")) next += way;
        if (!links[next]) return;
        links[here].setAttribute("tabindex", "-1");
        links[next].setAttribute("tabindex", "0");
        links[next].focus();
      });
    }

    /* Drag with a mouse or a pen over the days that are to fill the figure. A finger scrolls the page. */
    listen(svg) {
      const day = (event) => {
        const entry = this.drawings.find((found) => found.svg === svg);
        const box = svg.getBoundingClientRect();
        const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
        if (!this.view) return entry.drawing.day(x);
        const { left, right } = entry.drawing;
        return this.view[0] + Math.min(Math.max((x - left) / (right - left), 0), 1) * (this.view[1] - this.view[0]);
      };
      let from = null;
      let shade = null;
      const x0 = (event) => event.clientX - svg.getBoundingClientRect().left;
      svg.addEventListener("pointerdown", (event) => {
        if (event.pointerType === "touch" || event.button || event.target.closest("a")) return;
        from = { day: day(event), x: x0(event) };
      });
      svg.addEventListener("pointermove", (event) => {
        if (!from || Math.abs(x0(event) - from.x) < 6) return;
        if (!shade) {
          svg.setPointerCapture(event.pointerId);
          shade = document.createElementNS(NS, "rect");
          shade.setAttribute("class", "timeline-shade");
          svg.append(shade);
        }
        const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
        shade.setAttribute("x", Math.min(from.x, x0(event)) * scale);
        shade.setAttribute("width", Math.abs(from.x - x0(event)) * scale);
        shade.setAttribute("y", 0);
        shade.setAttribute("height", svg.viewBox.baseVal.height);
      });
      const end = (event) => {
        const wanted = shade && from ? [from.day, day(event)].sort((a, b) => a - b) : null;
        if (shade) shade.remove();
        from = shade = null;
        if (wanted && event.type === "pointerup") this.choose(wanted);
      };
      svg.addEventListener("pointerup", end);
      svg.addEventListener("pointercancel", end);
      svg.addEventListener("dragstart", (event) => event.preventDefault());
    }

    keep() {
      try {
        const address = new URL(window.location.href);
        if (this.view) address.searchParams.set("time", iso(this.view[0]) + ".." + iso(this.view[1]));
        else address.searchParams.delete("time");
        window.history.replaceState(null, "", address);
      } catch {
        /* some browsers keep the address of a file as it is */
      }
    }

    restore() {
      const asked = new URLSearchParams(window.location.search).get("time") || "";
      const days = asked.split("..").map((text) => Date.parse(text + "T00:00:00Z") / DAY);
      if (days.length === 2 && days.every(Number.isFinite) && days[0] < days[1]) this.choose(days);
      else this.draw();
    }
  }

  /* A timeline is made ready when it comes near: to measure hundreds of marks holds up a phone that shows the title. */
  const figures = [...document.querySelectorAll("figure.exhibit")].filter((it) => it.querySelector("svg[data-scale]"));
  const ready = (figure) => new Timeline(figure, [...figure.querySelectorAll("svg[data-scale]")]);
  if (new URLSearchParams(window.location.search).has("time") || !("IntersectionObserver" in window)) {
    figures.forEach(ready);
  } else {
    const near = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        ready(target);
      }
    }, { rootMargin: "50% 0px" });
    for (const figure of figures) near.observe(figure);
  }
})();
