#pragma once

#include <string>
#include <vector>

#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

std::string in_words(std::string state);  // "in_review" -> "in review"

void print_comments(Io& io, const std::vector<Comment>& comments);
Result<std::vector<Comment>> all_comments(MarketplaceClient& client, const std::string& submission);

// How submissions are shown to partners and to curators alike.
void print_submission(Io& io, const Submission& submission);
// Why a package was not taken in, with everything that was found in it: exit code 1. A refusal
// without findings is an error like any other.
Result<int> tell_refusal(Io& io, const std::string& package, const Refusal& refusal);
void print_submissions(Io& io, const std::vector<Submission>& submissions);
void print_findings(std::ostream& out, const Io& io, const std::string& package,
                    const std::vector<Finding>& findings);

// All pages of a list, at most so many rows that a terminal and a memory hold them.
Result<std::vector<Submission>> all_submissions(MarketplaceClient& client,
                                                const std::string& state);

// {"<plural>": [...]} of rows that carry the server's own JSON.
template <class T>
std::string rows_json(const std::string& plural, const std::vector<T>& rows) {
  std::string text = "{\"" + plural + "\": [";
  for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "\n" : ",\n") + rows[i].json;
  return text + "\n]}";
}

}  // namespace haat::cli
