#include "marketplace-server/catalogue/take_provider.hpp"

#include <vector>

#include "core/package/entry_name.hpp"
#include "core/result.hpp"
#include "core/wording.hpp"
#include "marketplace-server/catalogue/cursor_loop.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/judge_completion.hpp"
#include "marketplace-server/catalogue/told_page.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

constexpr std::int64_t most_courses = 1'000'000;  // of one provider: an endless catalogue must end
constexpr std::int64_t most_gone = 100'000;       // that are remembered, beside what was submitted
constexpr std::int64_t most_completions = 10'000'000;

// So many rows of the last run are kept, and so many refused ones besides: what is wrong is not to
// be lost among what is right.
constexpr std::int64_t most_rows = 10'000;

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

Result<void> keep(Session& session, const Ingest& ingest, IngestRow row) {
  row.number = ingest.rows;
  const bool refused = row.verdict == "refused";
  if (row.number > most_rows && (!refused || ingest.refused > most_rows)) return {};
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

// The rows of the run before give way to the first of this one: a run that brings nothing leaves
// them.
Result<void> put(Session& session, const ToldPage& page, std::int64_t sweep, Time now,
                 Ingest& ingest) {
  if (ingest.rows == 0 && !page.items.empty())
    HAAT_TRY_VOID(session.forget_ingest_rows(ingest.provider));
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
  void take(const ProviderHealth& health);

 private:
  Result<void> take_catalogue(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_whole(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_changes(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_completions(Ingest& ingest);
  Result<void> go_on(bool endless) const;  // from one page to the next

  Services& services_;
};

void Taking::take(const ProviderHealth& health) {
  auto ingest =
      services_.store.view([&](Session& session) { return session.find_ingest(health.id); });
  if (!ingest) return services_.log("provider " + health.id + ": " + ingest.error().message);
  auto taken = take_catalogue(health, *ingest);
  const std::string words = in_words(*ingest);
  if (taken && health.tells_completions) taken = take_completions(*ingest);
  ingest->at = to_rfc3339(services_.clock());
  ingest->trouble = taken ? "" : printable(taken.error().message);
  if (const auto kept =
          services_.store.change([&](Session& session) { return session.put_ingest(*ingest); });
      !kept)
    taken = kept;
  services_.log("provider " + health.id + ": " +
                (taken ? words : words + "; then " + printable(taken.error().message)));
}

Result<void> Taking::go_on(bool endless) const {
  if (services_.ingest_requests.stopping())
    return fail(Errc::unavailable, "server-stopping", "the server is being stopped");
  if (endless)
    return fail(Errc::unavailable, "catalogue-endless",
                "it does not end; at most " + std::to_string(most_courses) +
                    " courses are taken, and no cursor twice");
  return {};
}

// A cursor that the provider does not know any more is as good as none.
Result<void> Taking::take_catalogue(const ProviderHealth& health, Ingest& ingest) {
  ingest.added = ingest.updated = ingest.unchanged = ingest.gone = 0;
  ingest.refused = ingest.rows = 0;
  if (!tells_changes(health, services_)) ingest.cursor.clear();
  if (!ingest.cursor.empty()) {
    auto taken = take_changes(health, ingest);
    if (taken || taken.error().kind != Errc::not_found) return taken;
    ingest.cursor.clear();
  }
  return take_whole(health, ingest);
}

Result<void> Taking::take_whole(const ProviderHealth& health, Ingest& ingest) {
  ingest.whole = true;
  HAAT_TRY(const std::int64_t last,
           services_.store.view([&](Session& session) { return session.last_sweep(health.id); }));
  const std::int64_t sweep = last + 1;
  const Time now = services_.clock();
  CursorLoop loop;
  std::string cursor;
  for (bool more = true; more;) {
    HAAT_TRY(const ToldPage page, ask_page(health, cursor, services_));
    HAAT_TRY_VOID(services_.store.change(
        [&](Session& session) { return put(session, page, sweep, now, ingest); }));
    cursor = page.next;
    more = page.more;
    HAAT_TRY_VOID(go_on(ingest.rows > most_courses || (more && loop.closed_by(cursor))));
  }
  return services_.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const int gone, session.bury_offers_before(health.id, sweep, now));
    ingest.gone += gone;
    ingest.cursor = tells_changes(health, services_) ? cursor : "";
    HAAT_TRY_VOID(session.forget_gone_offers(health.id, most_gone));
    return session.put_ingest(ingest);
  });
}

Result<void> Taking::take_changes(const ProviderHealth& health, Ingest& ingest) {
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
  for (bool more = true; more;) {
    HAAT_TRY(const ToldPage page, ask_page(health, ingest.cursor, services_));
    // With its rows the cursor moves on: what is interrupted goes on from here.
    HAAT_TRY_VOID(services_.store.change([&](Session& session) -> Result<void> {
      HAAT_TRY_VOID(put(session, page, held.sweep, now, ingest));
      ingest.cursor = page.next;
      return session.put_ingest(ingest);
    }));
    more = page.more;
    HAAT_TRY_VOID(go_on(held.courses + ingest.added - ingest.gone > most_courses ||
                        (more && loop.closed_by(ingest.cursor))));
  }
  return services_.store.change(
      [&](Session& session) { return session.forget_gone_offers(ingest.provider, most_gone); });
}

Result<void> Taking::take_completions(Ingest& ingest) {
  const Time now = services_.clock();
  CursorLoop loop;
  for (bool more = true, again = false; more;) {
    auto page = services_.providers.completions(ingest.provider, ingest.completions_cursor);
    if (!page && page.error().kind == Errc::not_found && !ingest.completions_cursor.empty() &&
        !std::exchange(again, true)) {
      ingest.completions_cursor.clear();  // all over again: what is known already stays as it is
      continue;
    }
    if (!page) return tl::unexpected<Error>(page.error());
    HAAT_TRY_VOID(services_.store.change([&](Session& session) -> Result<void> {
      for (const ProviderCompletion& told : page->rows) {
        HAAT_TRY(const auto course, session.find_offer(ingest.provider, told.external_id));
        HAAT_TRY(const Heard heard,
                 session.put_completion(judge_completion(ingest.provider, told, course, now)));
        ingest.completions += heard == Heard::added ? 1 : 0;
      }
      ingest.completions_cursor = page->next;
      return session.put_ingest(ingest);
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

void take_provider(const ProviderHealth& health, Services& services) {
  Taking(services).take(health);
}

}  // namespace haat::server
