#include "tools/haat/submissions.hpp"

#include <algorithm>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/qa/report.hpp"
#include "tools/haat/all_pages.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

void print_line(std::ostream& out, const char* name, const std::string& value) {
  if (!value.empty()) out << "  " << name << "  " << printable(value) << "\n";
}

// Of what is not checked nobody knows which course it is.
std::string name_of(const Submission& s) {
  if (s.course.empty()) return "a package";
  return printable(s.course) + " " + printable(s.version);
}

std::string state_of(const Submission& s) {
  return in_words(s.state) + (s.position > 0 ? ", number " + std::to_string(s.position) : "");
}

}  // namespace

std::string in_words(std::string state) {
  std::replace(state.begin(), state.end(), '_', ' ');
  return state;
}

void print_findings(std::ostream& out, const Io& io, const std::string& package,
                    const std::vector<Finding>& findings) {
  out << to_text(Report{package, findings}, io.colour ? Colour::on : Colour::off);
}

void print_submission(Io& io, const Submission& s) {
  io.out << name_of(s) << ": " << state_of(s) << "\n";
  print_line(io.out, "submission", s.id);
  print_line(io.out, "title     ", std::string(in_language(s.title, "en")));
  print_line(io.out, "digest    ", s.digest);
  print_line(io.out, "size      ", human_size(s.size));
  print_line(io.out, "submitted ", s.submitted_at + " by " + s.submitted_by);
  if (!s.decided_at.empty()) print_line(io.out, "decided   ", s.decided_at + " by " + s.decided_by);
  print_line(io.out, "reason    ", s.reason + (s.problem.empty() ? "" : " [" + s.problem + "]"));
  print_line(io.out, "assigned  ", s.assigned_to);
  print_line(io.out, "published ", s.publish_at.empty() ? "" : "not before " + s.publish_at);
  print_line(io.out, "retired   ", s.retire_at.empty() ? "" : "at " + s.retire_at);
  if (s.revision > 0) print_line(io.out, "revision  ", std::to_string(s.revision));
  for (const Submission::SignedBy& one : s.signatures)
    print_line(io.out, one.kind == "released" ? "released  " : "signed    ",
               one.name + " (key " + one.key_id + ")");
  if (!s.findings.empty()) {
    io.out << "\n";
    print_findings(io.out, io, s.course.empty() ? "the package" : s.course, s.findings);
  }
}

Result<int> tell_refusal(Io& io, const std::string& package, const Refusal& refusal) {
  if (refusal.findings.empty()) return tl::unexpected<Error>(static_cast<const Error&>(refusal));
  print_findings(io.out, io, package, refusal.findings);
  io.err << "haat: " << printable(refusal.message) << " [" << printable(refusal.id) << "]\n";
  return 1;
}

void print_submissions(Io& io, const std::vector<Submission>& submissions) {
  Table table({"SUBMISSION", "STATE", "COURSE", "VERSION", "SUBMITTED BY", "REASON"});
  for (const Submission& s : submissions)
    table.add({s.id, state_of(s), s.course, s.version, s.submitted_by, s.reason});
  table.print(io);
}

void print_comments(Io& io, const std::vector<Comment>& comments) {
  for (const Comment& comment : comments) {
    io.out << comment.number << "  " << printable(comment.author) << ", " << printable(comment.at);
    if (comment.reply_to > 0) io.out << ", to " << comment.reply_to;
    if (!comment.rule.empty())
      io.out << ", about " << printable(comment.rule)
             << (comment.path.empty() ? "" : " in " + printable(comment.path));
    io.out << "\n   " << printable(comment.text) << "\n";
  }
}

Result<std::vector<Comment>> all_comments(MarketplaceClient& client, const std::string& id) {
  return all_pages([&](const std::string& cursor) { return client.comments(id, cursor); });
}

Result<std::vector<Submission>> all_submissions(MarketplaceClient& client,
                                                const std::string& state) {
  return all_pages([&](const std::string& cursor) { return client.submissions(state, cursor); });
}

}  // namespace haat::cli
