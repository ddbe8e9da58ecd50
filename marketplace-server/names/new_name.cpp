#include "marketplace-server/names/new_name.hpp"

#include <algorithm>
#include <span>
#include <sstream>
#include <vector>

#include "core/embedded.hpp"
#include "marketplace-server/names/look_alike.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat {

std::span<const EmbeddedFile> name_files();

namespace server {
namespace {

struct Reserved {
  std::vector<std::string> words;
  std::vector<std::string> of_the_server;
};

const Reserved& reserved() {
  static const Reserved read = [] {
    Reserved result;
    std::istringstream lines{std::string(name_files().front().bytes)};
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line.front() == '#') continue;
      auto& list = line.front() == '!' ? result.of_the_server : result.words;
      list.push_back(line.substr(line.find_first_not_of('!')));
    }
    return result;
  }();
  return read;
}

bool holds(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

tl::unexpected<Error> is_reserved(const std::string& name) {
  return fail(Errc::conflict, "name-reserved",
              "\"" + name + "\" is a reserved name; choose another, or ask the administrator");
}

Result<void> judge_reserved(const std::string& word, const std::string& despite) {
  const auto& [words, of_the_server] = reserved();
  if (holds(of_the_server, word)) return is_reserved(word);
  if (!despite.empty()) return {};
  if (holds(words, word)) return is_reserved(word);
  std::vector<std::string> all = words;
  all.insert(all.end(), of_the_server.begin(), of_the_server.end());
  const std::string other = look_alike(word, all);
  return other.empty() ? Result<void>() : is_reserved(word);
}

Result<void> judge_looks(const std::string& name, const std::vector<std::string>& there,
                         const std::string& despite, Slips slips) {
  const std::string other = despite.empty() ? look_alike(name, there, slips) : "";
  if (other.empty()) return {};
  return fail(Errc::conflict, "name-looks-like",
              "\"" + name + "\" would be taken for \"" + other +
                  "\", which is there already; choose another, or ask the administrator");
}

}  // namespace

Result<void> judge_new_name(Session& session, const std::string& name, NameOf whose,
                            const std::string& despite) {
  HAAT_TRY(const auto there, session.taken_names());
  if (holds(there, name))
    return fail(Errc::conflict, "account-exists",
                "there is an account \"" + name + "\" already; choose another name");
  HAAT_TRY_VOID(judge_reserved(name, despite));
  return judge_looks(name, there, despite,
                     whose == NameOf::partner ? Slips::count : Slips::do_not_count);
}

Result<void> judge_new_namespace(Session& session, const std::string& name_space,
                                 const std::string& despite) {
  HAAT_TRY(const auto there, session.taken_namespaces());
  if (holds(there, name_space))
    return fail(Errc::conflict, "namespace-taken",
                "another partner has the namespace \"" + name_space + "\"; choose another");
  HAAT_TRY_VOID(judge_reserved(name_space.substr(0, name_space.find('.')), despite));
  HAAT_TRY_VOID(judge_reserved(name_space.substr(name_space.rfind('.') + 1), despite));
  return judge_looks(name_space, there, despite, Slips::count);
}

}  // namespace server
}  // namespace haat
