#include "marketplace-server/screening/rescan.hpp"

#include <chrono>

#include "core/json/json.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/duty.hpp"
#include "marketplace-server/review/perform.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::milliseconds pause{500};

}  // namespace

Pattern pattern_of_json(const std::string& text) {
  const Json json = Json::parse(text);
  Pattern pattern;
  pattern.digests = json.value("digests", std::set<std::string>{});
  pattern.words = json.value("words", std::vector<std::string>{});
  pattern.rules = json.value("rules", std::vector<std::string>{});
  pattern.clamd = json.value("clamd", false);
  return pattern;
}

Rescan::Rescan(Services& services)
    : services_(services), repeated_(pause, [this] { return step(); }) {}

// What became of it, for the scan's report.
std::string Rescan::act_on(const Scan& scan, const Release& release, const std::string& found) {
  const auto act = parse_act(scan.act);
  if (!act) return "told";
  const auto account =
      services_.store.view([&](Session& session) { return session.find_account(scan.by); });
  if (!account || !*account) return "left: " + scan.by + " has no account any more";
  Deed deed;
  deed.act = *act;
  deed.caller.name = scan.by;
  deed.caller.role = (*account)->role;
  deed.reason = scan.reason + " (scan " + scan.id + ": " + found + ")";
  const auto done = perform(release.submission, std::move(deed), services_);
  return done ? to_string(done->state) : "left: " + done.error().message;
}

Result<void> Rescan::look(Scan& scan, const Release& release, std::int64_t number) {
  const Pattern pattern = pattern_of_json(scan.pattern);
  std::vector<Suspicion> found;
  const auto kept = services_.blobs.find(release.blob);
  if (!kept && kept.error().kind == Errc::unavailable)
    return tl::unexpected<Error>(kept.error());  // it comes back
  const auto package =
      kept ? open_package(kept->path, services_.limits) : tl::unexpected<Error>(kept.error());
  const auto looked = package ? find_pattern(pattern, *package, services_.catalogue.dictionary(),
                                             services_.policy->screening)
                              : tl::unexpected<Error>(package.error());
  // A scanner that is away comes back; a package that cannot be read is for a person.
  if (!looked && looked.error().id == "scanner-unavailable")
    return tl::unexpected<Error>(looked.error());
  if (looked)
    found = *looked;
  else
    found = {{"", "it cannot be looked at (" + looked.error().id + ")"}};
  ++scan.looked_at;
  scan.cursor = number;
  if (!found.empty()) {
    const std::string words = in_words(found);
    ++scan.found;
    HAAT_TRY_VOID(services_.store.change([&](Session& session) {
      return session.add_scan_hit({scan.id, release.course.id, release.course.version,
                                   release.submission, words, "left: a person has to look"});
    }));
    if (looked) {
      const std::string done = act_on(scan, release, words);
      HAAT_TRY_VOID(services_.store.change([&](Session& session) {
        return session.set_scan_hit(scan.id, release.submission, done);
      }));
    }
  }
  return services_.store.change([&](Session& session) { return session.set_scan(scan); });
}

bool Rescan::step() {
  if (!services_.duty.mine()) return false;
  struct Next {
    Scan scan;
    std::optional<NumberedRelease> release;
  };
  const auto next = services_.store.view([&](Session& session) -> Result<std::optional<Next>> {
    HAAT_TRY(auto scan, session.running_scan());
    if (!scan) return std::nullopt;
    HAAT_TRY(auto release, session.next_release(scan->cursor));
    return Next{std::move(*scan), std::move(release)};
  });
  if (!next) {
    services_.log("WARNING: " + next.error().message);
    return false;
  }
  if (!*next) return false;
  Scan scan = (*next)->scan;
  Result<void> done;
  if (const auto& release = (*next)->release) {
    done = look(scan, release->release, release->number);
  } else {
    scan.done = true;
    const By by{scan.by, services_.clock()};
    done = services_.store.change([&](Session& session) -> Result<void> {
      HAAT_TRY_VOID(session.set_scan(scan));
      return session.log(
          by, "scan.done", scan.id,
          {{"looked_at", std::to_string(scan.looked_at)}, {"found", std::to_string(scan.found)}});
    });
  }
  if (!done) services_.log("WARNING: scan " + scan.id + ": " + done.error().message);
  return done.has_value();
}

}  // namespace haat::server
