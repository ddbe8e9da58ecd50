#include "tools/haat/mend.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <ostream>
#include <set>

#include "core/package/entry_name.hpp"
#include "core/package/zip_writer.hpp"
#include "core/qa/check.hpp"
#include "core/qa/difference.hpp"
#include "core/qa/fix.hpp"
#include "core/qa/report.hpp"
#include "core/signing/inventory.hpp"
#include "core/signing/pack.hpp"
#include "core/terminal.hpp"
#include "sdk/authoring/project.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

using Kind = Draft::Change::Kind;

constexpr std::uint64_t largest_shown = 32u << 20;  // bytes, of a text whose difference is shown
constexpr std::size_t most_shown = 4u << 20;        // bytes of differences
constexpr std::size_t most_rows = 1'000;

bool is_signed(const Package& package) {
  return std::any_of(package.entries().begin(), package.entries().end(),
                     [](const Entry& entry) { return entry.path.starts_with(signatures_folder); });
}

Result<std::shared_ptr<const Package>> open_mendable(const MendOptions& options) {
  if (is_project(options.package))
    return fail(Errc::invalid_argument, "project-not-mended",
                options.package +
                    " is a course project, whose files are there to be changed; --fix is for "
                    "packages");
  HAAT_TRY(auto opened, open_package(options.package));
  auto package = std::make_shared<const Package>(std::move(opened));
  if (is_signed(*package) && !options.drop_signatures)
    return fail(Errc::conflict, "package-signed",
                options.package +
                    " is signed, and what is mended is no longer what was signed; "
                    "--drop-signatures leaves the signatures out");
  if (const auto why = unmendable(*package); !why.empty())
    return fail(Errc::corrupt, "package-unsafe", options.package + " is not mended: " + why);
  return package;
}

void drop_signatures(const Package& package, Draft& draft) {
  draft.on_behalf_of("--drop-signatures");
  for (const auto& entry : package.entries())
    if (entry.path.starts_with(signatures_folder)) draft.remove(entry.path);
}

// The changes of each file, as one line.
struct Row {
  std::string what;
  std::string path;
  std::string rules;
};

std::vector<Row> rows_of(const Package& before, const Draft& draft) {
  std::vector<Row> rows;
  std::map<std::string, std::size_t> written;
  for (const auto& [kind, path, to, rule] : draft.changes()) {
    if (kind == Kind::written) {
      const auto [at, fresh] = written.try_emplace(path, rows.size());
      if (fresh)
        rows.push_back(
            {before.find(path) == nullptr ? "added" : "changed", path, std::string(rule)});
      else if (auto& rules = rows[at->second].rules;
               (", " + rules + ",").find(", " + std::string(rule) + ",") == std::string::npos)
        rules += ", " + std::string(rule);
    } else if (kind == Kind::removed) {
      rows.push_back({"removed", path, std::string(rule)});
    } else {
      rows.push_back({path == to ? "marked" : "renamed", path == to ? path : path + " -> " + to,
                      std::string(rule)});
    }
  }
  return rows;
}

std::string difference_of(const Package& before, const Package& after, const Row& row) {
  const auto was = before.read(row.path, largest_shown);
  const auto is = after.read(row.path, largest_shown);
  return was && is ? unified_difference(row.path, *was, *is) : "";
}

void print_changes(const MendOptions& options, const Package& before, const Package& after,
                   const Draft& draft, std::ostream& out) {
  const auto rows = rows_of(before, draft);
  out << printable(options.package) << ": " << rows.size()
      << (rows.size() == 1 ? " file would be different\n" : " files would be different\n");
  for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i)
    out << "  " << rows[i].what << std::string(9 - rows[i].what.size(), ' ')
        << printable(rows[i].path) << " (" << rows[i].rules << ")\n";
  if (rows.size() > most_rows)
    out << "  … and " << rows.size() - most_rows << " more; the limit of what is listed is "
        << most_rows << "\n";
  for (const auto& left : draft.left()) out << printable(left) << "\n";
  std::size_t shown = 0, untold = 0;
  for (const auto& row : rows) {
    if (row.what != "changed") continue;
    if (shown > most_shown) {
      ++untold;
      continue;
    }
    const auto difference = difference_of(before, after, row);
    if (!difference.empty()) out << "\n" << difference;
    shown += difference.size();
  }
  if (untold > 0)
    out << "\nHow " << untold << " more files differ is not shown; the limit of what is shown is "
        << most_shown << " bytes.\n";
  out << "\n";
}

fs::path output_of(const MendOptions& options) {
  if (!options.output.empty()) return options.output;
  fs::path path = fs::path(options.package).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();  // "folder/"
  return path.replace_filename(path.stem().string() + "-fixed.zip");
}

Result<void> refuse_to_replace(const MendOptions& options, const fs::path& output) {
  std::error_code failure;
  const bool input = fs::equivalent(output, options.package, failure);
  if (options.output.empty() && (input || fs::exists(output, failure)))
    return fail(Errc::conflict, "output-there",
                output.string() + " is there already; --output names another file, or that one");
  if (fs::is_directory(output, failure))
    return fail(Errc::invalid_argument, "output-is-folder",
                output.string() + " is a folder; what is mended is written as a zip");
  return {};
}

Result<void> make_folder_of(const fs::path& output) {
  std::error_code failure;
  if (output.has_parent_path()) fs::create_directories(output.parent_path(), failure);
  if (!failure) return {};
  return fail(Errc::unavailable, "folder-unwritable",
              output.parent_path().string() + " cannot be made: " + failure.message());
}

// A file that goes with this, unless it was put in its place.
class Beside {
 public:
  explicit Beside(const fs::path& place)
      : place_(place), path_(place.parent_path() / ("." + place.filename().string() + ".fixed")) {}
  ~Beside() {
    std::error_code failure;
    fs::remove(path_, failure);
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  const fs::path& path() const { return path_; }
  Result<void> put_in_place() const {
    std::error_code failure;
    fs::rename(path_, place_, failure);
    if (!failure) return {};
    return fail(Errc::unavailable, "file-unwritable",
                place_.string() + " cannot be written: " + failure.message());
  }

 private:
  const fs::path place_;
  const fs::path path_;
};

// What has an inventory gets a new one; what has none is another tool's, and stays without.
Result<void> write_package(const Package& package, const fs::path& path) {
  if (package.find(inventory_path) != nullptr) {
    HAAT_TRY_VOID(pack(package, {}, path));
    return {};
  }
  HAAT_TRY(auto writer, ZipWriter::create(path));
  for (const auto& entry : package.entries()) {
    if (entry.size <= ZipWriter::whole_up_to) {
      HAAT_TRY(const auto bytes, package.read(entry.path, entry.size));
      HAAT_TRY_VOID(writer.add(entry.path, bytes));
      continue;
    }
    HAAT_TRY_VOID(writer.begin(entry.path, entry.size));
    HAAT_TRY_VOID(package.read_pieces(
        entry.path, [&](std::string_view piece, bool) { return writer.write(piece); }));
    HAAT_TRY_VOID(writer.end());
  }
  return writer.commit();
}

// A fix that breaks something is a mistake of ours, and nobody's package shall suffer from it. What
// was wrong before is only asked if something is wrong now.
Result<void> nothing_new(const Package& before, const Dictionary& dictionary,
                         const Profile& profile, const Report& after) {
  if (after.count(Severity::error) == 0) return {};
  HAAT_TRY(const auto report, check_package(before, dictionary, profile));
  std::set<std::string> known;
  for (const auto& finding : report.findings) known.insert(finding.rule);
  for (const auto& finding : after.findings)
    if (finding.severity == Severity::error && !known.contains(finding.rule))
      return fail(Errc::internal, "mended-badly",
                  "the mended package would have an error that was not there before (" +
                      finding.rule + ": " + finding.message + "), so nothing was written");
  return {};
}

int finish(Report report, const std::string& name, std::ostream& out, bool colour) {
  report.package = name;
  out << to_text(report, colour ? Colour::on : Colour::off);
  return report.count(Severity::error) == 0 ? 0 : 1;
}

}  // namespace

Result<int> mend_package(const MendOptions& options, const Dictionary& dictionary,
                         const Profile& profile, Io& io) {
  HAAT_TRY(const auto package, open_mendable(options));
  Draft draft;
  if (is_signed(*package)) drop_signatures(*package, draft);
  HAAT_TRY_VOID(mend(package, dictionary, profile, draft));
  if (draft.changes().empty()) {
    io.out << "Nothing in it can be mended without its author.\n";
    for (const auto& left : draft.left()) io.out << printable(left) << "\n";
    io.out << "\n";
    HAAT_TRY(auto found, check_package(*package, dictionary, profile));
    return finish(std::move(found), options.package, io.out, io.colour);
  }
  const Package mended = lay_over(package, draft.overlay());
  print_changes(options, *package, mended, draft, io.out);
  if (options.dry_run) {
    HAAT_TRY(auto after, check_package(mended, dictionary, profile));
    io.out << "What would remain:\n\n";
    return finish(std::move(after), options.package, io.out, io.colour);
  }
  const auto output = output_of(options);
  HAAT_TRY_VOID(refuse_to_replace(options, output));
  if (!options.yes) {
    io.out.flush();
    HAAT_TRY(const bool agreed, ask("Write " + output.string() + "?", "--yes"));
    if (!agreed) return fail(Errc::unavailable, "cancelled", "nothing was written");
  }
  end_tidily();
  HAAT_TRY_VOID(make_folder_of(output));
  const Beside beside(output);
  HAAT_TRY_VOID(write_package(mended, beside.path()));
  HAAT_TRY(const auto written, open_package(beside.path()));
  HAAT_TRY(auto after, check_package(written, dictionary, profile));
  HAAT_TRY_VOID(nothing_new(*package, dictionary, profile, after));
  HAAT_TRY_VOID(beside.put_in_place());
  io.out << "Written: " << printable(output.string()) << "\n\n";
  return finish(std::move(after), output.string(), io.out, io.colour);
}

}  // namespace haat::cli
