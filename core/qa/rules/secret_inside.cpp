#include <array>

#include "core/ascii.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// Data: how secrets begin, and how many letters and digits follow.
struct Secret {
  std::string_view begins;
  std::size_t length;
  std::string_view name;
};
constexpr std::array<Secret, 5> secrets{{{"AKIA", 16, "an access key of Amazon Web Services"},
                                         {"ghp_", 36, "an access token of GitHub"},
                                         {"github_pat_", 60, "an access token of GitHub"},
                                         {"sk_live_", 24, "a secret key of Stripe"},
                                         {"glpat-", 20, "an access token of GitLab"}}};

bool is_secret_character(char c) {
  return is_letter_or_digit(c) || c == '_' || c == '-';
}

bool follows(std::string_view text, std::size_t at, std::size_t length) {
  if (text.size() < at + length) return false;
  for (std::size_t i = at; i < at + length; ++i)
    if (!is_secret_character(text[i])) return false;
  return true;
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (!is_text(file.kind()) && file.kind() != FileKind::other) return;
  const auto text = file.text();
  if (const auto at = text.find("-----BEGIN ");
      at != std::string_view::npos &&
      text.substr(at, 64).find("PRIVATE KEY-----") != std::string_view::npos)
    return report(file.path(), file.place(at), "this looks like a private key");
  for (const auto& [begins, length, name] : secrets)
    for (auto at = text.find(begins); at != std::string_view::npos; at = text.find(begins, at + 1))
      if ((at == 0 || !is_secret_character(text[at - 1])) &&
          follows(text, at + begins.size(), length))
        return report(file.path(), file.place(at), "this looks like " + std::string(name));
}

}  // namespace

extern const Rule secret_inside;
constinit const Rule secret_inside{
    .id = "secret-inside",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "A private key or an access token is in the package.",
    .why = "Whoever downloads the course can act as whoever the secret belongs to.",
    .fix = "Take it out, and have it revoked: it is no secret any more.",
    .spec = "practice",
    // In two, so that no scanner takes it for a secret.
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+const key = "-----BEGIN )"
           R"(PRIVATE KEY-----";
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
