#include "marketplace-server/mirror/mirror.hpp"

#include <cerrno>
#include <map>
#include <set>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/verify.hpp"
#include "marketplace-server/blobs/disk.hpp"
#include "marketplace-server/mirror/log_copy.hpp"
#include "marketplace-server/mirror/written.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

struct Wanted {
  std::string course;
  std::string version;
  std::string package;  // digest of the inventory
  std::string blob;     // of the zip
  std::string published_at;
  bool there = false;  // so that not every round reads every package
};

const std::set<std::string> taking_away{"submission.superseded", "submission.retired",
                                        "submission.taken_down"};

// Names of folders and files come from the log, and a marketplace could sign anything.
bool is_plain(const std::string& name) {
  return !name.empty() && name.size() <= 200 && name.front() != '.' &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-") ==
             std::string::npos;
}

// What the log has told so far.
class Told {
 public:
  static Result<Told> open(const fs::path& file) {
    Told told(file);
    HAAT_TRY(const std::string text, read_if_there(file));
    if (text.empty()) return told;
    const auto json = parse_json(text, file.string(), {.json_size = 1ull << 30});
    try {
      if (!json) return tl::unexpected<Error>(json.error());
      told.entries_ = json->at("entries").get<std::uint64_t>();
      for (const Json& each : json->at("courses"))
        told.wanted_[each.at("submission").get<std::string>()] = {
            each.at("course").get<std::string>(),       each.at("version").get<std::string>(),
            each.at("package").get<std::string>(),      each.at("sha256").get<std::string>(),
            each.at("published_at").get<std::string>(), each.at("there").get<bool>()};
    } catch (const Json::exception&) {
      return fail(Errc::corrupt, "mirror-damaged",
                  file.string() + " is damaged; remove it, and the log is read anew");
    }
    return told;
  }

  std::uint64_t entries() const { return entries_; }
  std::map<std::string, Wanted>& wanted() { return wanted_; }

  Result<void> hear(const LogEntry& entry) {
    ++entries_;
    if (taking_away.contains(entry.act)) wanted_.erase(entry.subject);
    if (entry.act != "submission.published") return {};
    const auto detail = [&](const char* name) {
      const auto found = entry.details.find(name);
      return found == entry.details.end() ? std::string() : found->second;
    };
    Wanted wanted{detail("course"), detail("version"), detail("package"), detail("blob"), entry.at};
    if (!is_plain(wanted.course) || !is_plain(wanted.version) || !parse_sha256(wanted.blob))
      return fail(Errc::corrupt, "log-entry-invalid",
                  "entry " + std::to_string(entries_ - 1) +
                      " of the log tells of a publication in a way that cannot be followed");
    wanted_[entry.subject] = std::move(wanted);
    return {};
  }

  Result<void> keep(const std::string& origin, const PublicKey& key) const {
    Json courses = Json::array();
    for (const auto& [submission, each] : wanted_)
      courses.push_back({{"submission", submission},
                         {"course", each.course},
                         {"version", each.version},
                         {"package", each.package},
                         {"sha256", each.blob},
                         {"published_at", each.published_at},
                         {"there", each.there}});
    return write_safely(
        file_,
        Json{{"origin", origin}, {"key", key.line()}, {"entries", entries_}, {"courses", courses}}
                .dump(1) +
            "\n");
  }

 private:
  explicit Told(fs::path file) : file_(std::move(file)) {}
  fs::path file_;
  std::uint64_t entries_ = 0;
  std::map<std::string, Wanted> wanted_;  // by submission
};

std::string path_of(const Wanted& wanted) {
  return "/api/v1/courses/" + wanted.course + "/package";
}

fs::path place_of(const fs::path& folder, const Wanted& wanted) {
  return folder / path_of(wanted).substr(1);
}

Result<bool> is_there(const fs::path& folder, const Wanted& wanted) {
  const fs::path place = place_of(folder, wanted);
  std::error_code error;
  if (!fs::exists(place, error)) return false;
  HAAT_TRY(const Sha256 digest, sha256_of_file(place));
  return to_hex(digest) == wanted.blob;
}

tl::unexpected<Error> not_as_logged(const Wanted& wanted, const std::string& why) {
  return fail(Errc::corrupt, "package-not-as-logged",
              wanted.course + " " + wanted.version + " is not what the log says: " + why);
}

Result<void> is_released(const fs::path& file, const Wanted& wanted, const MirrorOptions& options) {
  HAAT_TRY(const Package package, open_package(file));
  HAAT_TRY(const Verification found,
           verify_package(package, Trust::in({options.key}, options.now)));
  if (to_hex(found.digest) != wanted.package)
    return not_as_logged(wanted, "its digest is " + to_hex(found.digest));
  if (!found.proves(Statement::Kind::released))
    return not_as_logged(wanted, "the marketplace's key has not released it");
  return {};
}

Result<void> take(Origin& origin, const Wanted& wanted, const Staging& staging,
                  const MirrorOptions& options) {
  HAAT_TRY(IncomingFile incoming, staging.begin());
  HAAT_TRY_VOID(
      origin.file("/api/v1/courses/" + wanted.course + "/package", options.max_package, incoming));
  if (const std::string digest = to_hex(incoming.digest()); digest != wanted.blob)
    return not_as_logged(wanted, "its SHA-256 is " + digest + " instead of " + wanted.blob);
  const fs::path from = incoming.file().path(), to = place_of(options.folder, wanted);
  HAAT_TRY_VOID(is_released(from, wanted, options));
  HAAT_TRY_VOID(flush_file(from));
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (!error)  // for the web server, which is somebody else
    fs::permissions(from, fs::perms(0644), error);
  if (!error) fs::rename(from, to, error);
  if (error) return disk_failure("write", to, error.value());
  incoming.file().release();
  return flush_folder(to.parent_path());
}

// Whatever is in the folder and not wanted any more.
std::uint64_t remove_others(const fs::path& folder, const std::set<fs::path>& wanted) {
  std::uint64_t removed = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator i(folder / "api/v1/courses", error), end;
       !error && i != end; i.increment(error))
    if (i->is_regular_file() && !wanted.contains(i->path())) {
      std::error_code ignored;
      removed += fs::remove(i->path(), ignored) ? 1 : 0;
    }
  return removed;
}

}  // namespace

Result<Mirrored> mirror_once(Origin& origin, const MirrorOptions& options) {
  HAAT_TRY(const Staging staging, Staging::open(options.folder / "incoming"));
  HAAT_TRY(LogCopy log, LogCopy::open(options.folder / "api/v1/log", options.key));
  HAAT_TRY_VOID(log.advance(origin));
  HAAT_TRY(Told told, Told::open(options.folder / "mirror.json"));
  HAAT_TRY_VOID(log.read(told.entries(), [&](const LogEntry& entry) { return told.hear(entry); }));

  Mirrored mirrored;
  mirrored.entries = log.size();
  std::set<fs::path> places;
  for (const auto& [submission, wanted] : told.wanted())
    places.insert(place_of(options.folder, wanted));
  mirrored.removed = remove_others(options.folder, places);
  HAAT_TRY_VOID(told.keep(origin.url(), options.key));
  for (auto& [submission, wanted] : told.wanted()) {
    if (!wanted.there) {
      HAAT_TRY(wanted.there, is_there(options.folder, wanted));
    }
    if (!wanted.there) {
      const auto done = take(origin, wanted, staging, options);
      if (!done && done.error().id == "disk-failure") return tl::unexpected<Error>(done.error());
      if (!done) {
        mirrored.missing.push_back(done.error().message);
        continue;
      }
      wanted.there = true;
      ++mirrored.taken;
      if (options.tell) options.tell("took " + wanted.course + " " + wanted.version);
    }
    ++mirrored.packages;
  }
  HAAT_TRY_VOID(told.keep(origin.url(), options.key));
  return mirrored;
}

}  // namespace haat::server
