// Words that go by themselves after a while; not while they are looked at.

const STAYS = 6000

export function toast() {
  return {
    init() { if (!this.$root.closest(".still")) this.leave() },
    leave() {
      setTimeout(() => (this.$root.matches(":hover") ? this.leave() : this.$root.remove()), STAYS)
    },
  }
}
