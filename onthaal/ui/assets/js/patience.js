// "online" says that there is a network, not that anybody answers. What waits on this device is
// tried again, each time a little later, until it is sent.
const FIRST = 2_000;
const LAST = 60_000;

export class Patience {
  constructor(work) {
    this.work = work;
    this.over();
  }

  // something still waits
  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.work, this.wait);
    this.wait = Math.min(2 * this.wait, LAST);
  }

  over() {
    clearTimeout(this.timer);
    this.wait = FIRST;
  }
}
