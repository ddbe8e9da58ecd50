#include "core/package/entry_name.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

Upload upload_of(const Row& row) {
  return {.id = row.text(0),
          .account = row.text(1),
          .partner = row.text(2),
          .length = row.size(3),
          .offset = row.size(4),
          .metadata = row.text(5),
          .created_at = time_of(row.text(6)),
          .expires_at = time_of(row.text(7)),
          .submission = row.text(8)};
}

tl::unexpected<Error> unknown(const std::string& id) {
  return fail(Errc::not_found, "upload-unknown", "you have no upload " + printable(id));
}

}  // namespace

Result<void> Session::add_upload(const Upload& upload) {
  return db_
      .run(
          "INSERT INTO uploads(id, account, partner, length, got, metadata, created_at, "
          "expires_at) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
          upload.id, upload.account, upload.partner, upload.length, upload.offset, upload.metadata,
          to_rfc3339(upload.created_at), to_rfc3339(upload.expires_at))
      .map([](int) {});
}

Result<Upload> Session::find_upload(const std::string& id) {
  HAAT_TRY(auto found,
           db_.first("SELECT id, account, partner, length, got, metadata, created_at, expires_at, "
                     "submission FROM uploads WHERE id = ?",
                     upload_of, id));
  if (!found) return unknown(id);
  return std::move(*found);
}

Result<void> Session::set_upload_offset(const std::string& id, std::uint64_t offset) {
  HAAT_TRY(const int changed, db_.run("UPDATE uploads SET got = ? WHERE id = ?", offset, id));
  if (changed == 0) return unknown(id);
  return {};
}

Result<void> Session::use_upload(const std::string& id, const std::string& submission) {
  HAAT_TRY(const int changed,
           db_.run("UPDATE uploads SET submission = ? WHERE id = ? AND submission IS NULL",
                   submission, id));
  if (changed == 0)
    return fail(Errc::conflict, "upload-submitted",
                "upload " + printable(id) + " was made a submission of, or removed, meanwhile");
  return {};
}

Result<std::vector<std::string>> Session::uploads_of(const std::string& submission) {
  return db_.all(
      "SELECT id FROM uploads WHERE submission = ?", [](const Row& row) { return row.text(0); },
      submission);
}

Result<void> Session::free_uploads(const std::string& submission) {
  return db_.run("UPDATE uploads SET submission = NULL WHERE submission = ?", submission)
      .map([](int) {});
}

Result<void> Session::remove_upload(const std::string& id) {
  return db_.run("DELETE FROM uploads WHERE id = ?", id).map([](int) {});
}

Result<void> Session::forget_uploads(Time expired_before) {
  return db_.run("DELETE FROM uploads WHERE expires_at < ?", to_rfc3339(expired_before))
      .map([](int) {});
}

Result<int> Session::open_uploads(const std::string& account, Time now) {
  HAAT_TRY(const auto count,
           db_.first(
               "SELECT count(*) FROM uploads WHERE account = ? AND submission IS NULL AND "
               "expires_at > ?",
               [](const Row& row) { return static_cast<int>(row.integer(0)); }, account,
               to_rfc3339(now)));
  return count.value_or(0);
}

Result<Usage> Session::usage_of(const std::string& partner, Time since) {
  const auto submitted = [](const Row& row) {
    return Usage{row.size(0), static_cast<int>(row.integer(1)), optional_time(row, 2)};
  };
  HAAT_TRY(auto usage,
           db_.first("SELECT coalesce(sum(size), 0), count(*), min(submitted_at) FROM submissions "
                     "WHERE submitted_by = ? AND submitted_at > ?",
                     submitted, partner, to_rfc3339(since)));
  HAAT_TRY(const auto coming,
           db_.first(
               "SELECT coalesce(sum(length), 0) FROM uploads WHERE partner = ? AND "
               "created_at > ? AND submission IS NULL",
               [](const Row& row) { return row.size(0); }, partner, to_rfc3339(since)));
  usage->bytes += *coming;
  return *usage;
}

}  // namespace haat::server
