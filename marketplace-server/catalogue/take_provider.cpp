#include "marketplace-server/catalogue/take_provider.hpp"

#include <vector>

#include "core/package/entry_name.hpp"
#include "core/result.hpp"
#include "core/wording.hpp"
#include "marketplace-server/catalogue/cursor_loop.hpp"
#include "marketplace-server/catalogue/empty_pages.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/judge_completion.hpp"
#include "marketplace-server/catalogue/told_page.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

constexpr std::int64_t most_courses = 1'000'000;  // of one provider: an endless catalogue must end
constexpr std::int64_t most_gone = 100'000;       // that are remembered, beside what was submitted
constexpr std::int64_t most_changes = 2 * most_courses;  // of a run
constexpr std::int64_t most_completions = 10'000'000;
constexpr int most_completion_pages = 100'000;  // of a run; the next one goes on

constexpr std::int64_t most_rows = 1'000'000;  // of a run, whose verdicts are kept
constexpr int rows_at_once = 10'000;           // that are forgotten before others may write

// So long a walk that was interrupted goes on: what was taken first is then too old.
constexpr auto longest_walk = std::chrono::hours(24);

std::string verdict_of(Heard heard) {
  switch (heard) {
    case Heard::added:
      return "added";
    case Heard::updated:
      return "updated";
    case Heard::unchanged:
      return "unchanged";
    case Heard::again:
      break;
  }
  return "refused";
}

// The rows of the run before give way to the first of this one: a run that brings nothing leaves
// them.
Result<void> keep(Session& session, Ingest& ingest, IngestRow row) {
  if (ingest.rows > most_rows) return {};
  row.number = ingest.kept_rows = ingest.rows;
  return session.put_ingest_row(ingest.provider, row);
}

IngestRow row_about(const Told& told) {
  IngestRow row;
  row.external_id = told.offer.external_id;
  for (const Mapping::Fault& fault : told.left_out) {
    row.field += (row.field.empty() ? "" : ", ") + fault.field;
    row.reason += (row.reason.empty() ? "left out, since " : "; left out, since ") + fault.reason;
  }
  return row;
}

// A course whose row cannot be read any more stays what it was: it is wrong, not gone.
Result<void> leave_as_it_was(Session& session, const OfferedCourse& refused, std::int64_t sweep) {
  HAAT_TRY(const auto known, session.find_offer(refused.provider, refused.external_id));
  if (!known || known->gone_at) return {};
  return session.put_offer(*known, sweep, false).map([](Heard) {});
}

// What becomes of one of them, in the store and in the count.
Result<IngestRow> take_in(Session& session, const Told& told, std::int64_t sweep, Time now,
                          Ingest& ingest) {
  IngestRow row = row_about(told);
  if (told.refused) {
    HAAT_TRY_VOID(leave_as_it_was(session, told.offer, sweep));
    ++ingest.refused;
    row.verdict = "refused";
    row.field = told.refused->field;
    row.reason = told.refused->reason;
  } else if (told.gone) {
    HAAT_TRY(const bool there, session.bury_offer(ingest.provider, told.offer.external_id, now));
    ingest.gone += there ? 1 : 0;
    row.verdict = there ? "gone" : "unchanged";
  } else {
    HAAT_TRY(const Heard heard, session.put_offer(told.offer, sweep, ingest.whole));
    ingest.count(heard);
    row.verdict = verdict_of(heard);
    if (heard == Heard::again) {
      row.field = "external_id";
      row.reason = "it is that of an earlier row, which counts";
    }
  }
  return row;
}

Result<void> put(Session& session, const ToldPage& page, std::int64_t sweep, Time now,
                 Ingest& ingest) {
  for (const Told& told : page.items) {
    ++ingest.rows;
    HAAT_TRY(IngestRow row, take_in(session, told, sweep, now, ingest));
    HAAT_TRY_VOID(keep(session, ingest, std::move(row)));
  }
  return {};
}

std::string in_words(const Ingest& ingest) {
  const auto number = [](std::int64_t count, const char* what) {
    return std::to_string(count) + " " + what;
  };
  return number(ingest.added, "added, ") + number(ingest.updated, "updated, ") +
         number(ingest.unchanged, "unchanged, ") + number(ingest.gone, "gone") +
         (ingest.refused > 0 ? ", " + number(ingest.refused, "refused") : "");
}

// One provider, one time.
class Taking {
 public:
  explicit Taking(Services& services) : services_(services) {}
  bool take(const ProviderHealth& health);

 private:
  Result<void> take_catalogue(const ProviderHealth& health, Ingest& ingest);
  Result<void> begin_walk(const ProviderHealth& health, Ingest& ingest);
  bool goes_on(const Ingest::Walk& walk, const ProviderHealth& health) const;
  Result<void> walk_on(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_changes(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_completions(Ingest& ingest);
  Result<void> forget_rows(const Ingest& ingest);
  Result<void> go_on(bool endless) const;  // from one page to the next

  // In one transaction, with the ingest that it leads to, which stays as it was if that fails.
  template <class Step>
  Result<void> write(Ingest& ingest, const Step& step) {
    Ingest next;
    HAAT_TRY_VOID(services_.store.change([&](Session& session) -> Result<void> {
      next = ingest;
      HAAT_TRY_VOID(step(session, next));
      return session.put_ingest(next);
    }));
    ingest = std::move(next);
    return {};
  }

  Services& services_;
};

bool Taking::take(const ProviderHealth& health) {
  auto ingest =
      services_.store.change([&](Session& session) { return session.begin_ingest(health.id); });
  if (!ingest) {
    services_.log("provider " + health.id + ": " + ingest.error().message);
    return false;
  }
  auto taken = take_catalogue(health, *ingest);
  // A walk goes on after what passes; after anything else it begins anew.
  if (!taken && taken.error().kind != Errc::unavailable) ingest->walk = {};
  const std::string words = in_words(*ingest);
  if (taken && health.tells_completions) taken = take_completions(*ingest);
  // A call that was cancelled was so for that reason.
  if (auto stopping = go_on(false); !taken && !stopping) taken = stopping;
  const auto kept = write(*ingest, [&](Session&, Ingest& done) -> Result<void> {
    done.at = to_rfc3339(services_.clock());
    done.trouble = taken ? "" : printable(taken.error().message);
    return {};
  });
  if (!kept) taken = kept;
  if (taken) taken = forget_rows(*ingest);
  services_.log("provider " + health.id + ": " +
                (taken ? words : words + "; then " + printable(taken.error().message)));
  return kept && ingest->walk.sweep == 0;
}

// Those of earlier runs that had more; a little at a time, so that others can write.
Result<void> Taking::forget_rows(const Ingest& ingest) {
  for (int forgotten = rows_at_once; forgotten == rows_at_once;) {
    HAAT_TRY(forgotten, services_.store.change([&](Session& session) {
      return session.forget_ingest_rows(ingest.provider, ingest.kept_rows, rows_at_once);
    }));
  }
  return {};
}

Result<void> Taking::go_on(bool endless) const {
  if (services_.ingest_requests.stopping())
    return fail(Errc::unavailable, "server-stopping", "the server is being stopped");
  if (endless)
    return fail(Errc::corrupt, "catalogue-endless",
                "it does not end; at most " + std::to_string(most_courses) +
                    " courses are taken, no cursor twice, and no more than " +
                    std::to_string(EmptyPages::most) + " pages in a row that bring nothing");
  return {};
}

// A cursor that the provider does not know any more is as good as none.
Result<void> Taking::take_catalogue(const ProviderHealth& health, Ingest& ingest) {
  if (!tells_changes(health, services_)) ingest.cursor.clear();
  if (!ingest.cursor.empty()) {
    auto taken = take_changes(health, ingest);
    if (taken || taken.error().kind != Errc::not_found) return taken;
    ingest.cursor.clear();
  }
  if (goes_on(ingest.walk, health)) {
    auto taken = walk_on(health, ingest);
    if (taken || taken.error().kind != Errc::not_found) return taken;
  }
  HAAT_TRY_VOID(begin_walk(health, ingest));
  return walk_on(health, ingest);
}

bool Taking::goes_on(const Ingest::Walk& walk, const ProviderHealth& health) const {
  const auto began = parse_rfc3339(walk.began_at);
  return walk.sweep > 0 && began && services_.clock() - *began < longest_walk &&
         walk.edition == edition_of(health, services_);
}

Result<void> Taking::begin_walk(const ProviderHealth& health, Ingest& ingest) {
  return write(ingest, [&](Session& session, Ingest& begun) -> Result<void> {
    HAAT_TRY(const std::int64_t last, session.last_sweep(health.id));
    begun.start_counting();
    begun.whole = true;
    begun.walk = {last + 1, "", to_rfc3339(services_.clock()), edition_of(health, services_)};
    return {};
  });
}

Result<void> Taking::walk_on(const ProviderHealth& health, Ingest& ingest) {
  const Time now = services_.clock();
  CursorLoop loop;
  EmptyPages empty;
  for (bool more = true; more;) {
    HAAT_TRY(const ToldPage page, ask_page(health, ingest.walk.cursor, services_));
    HAAT_TRY_VOID(write(ingest, [&](Session& session, Ingest& next) {
      next.walk.cursor = page.next;
      return put(session, page, next.walk.sweep, now, next);
    }));
    more = page.more;
    HAAT_TRY_VOID(go_on(
        ingest.rows > most_courses ||
        (more && (loop.closed_by(ingest.walk.cursor) || empty.too_many_with(page.items.empty())))));
  }
  return write(ingest, [&](Session& session, Ingest& done) -> Result<void> {
    HAAT_TRY(const int gone, session.bury_offers_before(health.id, done.walk.sweep, now));
    done.gone += gone;
    done.cursor = tells_changes(health, services_) ? done.walk.cursor : "";
    done.walk = {};
    return session.forget_gone_offers(health.id, most_gone);
  });
}

Result<void> Taking::take_changes(const ProviderHealth& health, Ingest& ingest) {
  ingest.start_counting();
  ingest.whole = false;
  struct Held {
    std::int64_t courses, sweep;
  };
  HAAT_TRY(const Held held, services_.store.view([&](Session& session) -> Result<Held> {
    HAAT_TRY(const std::int64_t courses, session.offer_count(ingest.provider));
    HAAT_TRY(const std::int64_t sweep, session.last_sweep(ingest.provider));
    return Held{courses, sweep};
  }));
  const Time now = services_.clock();
  CursorLoop loop;
  EmptyPages empty;
  for (bool more = true; more;) {
    HAAT_TRY(const ToldPage page, ask_page(health, ingest.cursor, services_));
    HAAT_TRY_VOID(write(ingest, [&](Session& session, Ingest& next) {
      next.cursor = page.next;
      return put(session, page, held.sweep, now, next);
    }));
    more = page.more;
    HAAT_TRY_VOID(go_on(
        held.courses + ingest.added - ingest.gone > most_courses || ingest.rows > most_changes ||
        (more && (loop.closed_by(ingest.cursor) || empty.too_many_with(page.items.empty())))));
  }
  return services_.store.change(
      [&](Session& session) { return session.forget_gone_offers(ingest.provider, most_gone); });
}

Result<void> Taking::take_completions(Ingest& ingest) {
  const Time now = services_.clock();
  CursorLoop loop;
  bool again = false;
  int pages = 0;
  for (bool more = true; more && pages < most_completion_pages; ++pages) {
    auto page = services_.providers.completions(ingest.provider, ingest.completions_cursor,
                                                services_.ingest_requests.wanted());
    if (!page && page.error().kind == Errc::not_found && !ingest.completions_cursor.empty() &&
        !std::exchange(again, true)) {
      ingest.completions_cursor.clear();  // all over again: what is known already stays as it is
      continue;
    }
    if (!page) return tl::unexpected<Error>(page.error());
    HAAT_TRY_VOID(write(ingest, [&](Session& session, Ingest& next) -> Result<void> {
      for (const ProviderCompletion& told : page->rows) {
        HAAT_TRY(const auto course, session.find_offer(ingest.provider, told.external_id));
        HAAT_TRY(const Heard heard,
                 session.put_completion(judge_completion(ingest.provider, told, course, now)));
        next.completions += heard == Heard::added ? 1 : 0;
      }
      next.completions_cursor = page->next;
      return {};
    }));
    more = page->more;
    if (ingest.completions > most_completions)
      return fail(
          Errc::too_large, "completions-too-many",
          "it told more than " + counted(most_completions, "completion") + "; no more are kept");
    HAAT_TRY_VOID(go_on(more && loop.closed_by(ingest.completions_cursor)));
  }
  return {};
}

}  // namespace

bool take_provider(const ProviderHealth& health, Services& services) {
  return Taking(services).take(health);
}

}  // namespace haat::server
