#include "tools/haat/profile.hpp"

#include "core/nearest.hpp"
#include "core/wording.hpp"
#include "tools/haat/home.hpp"

namespace haat::cli {
namespace {

std::string known(const std::string& name) {
  if (const auto meant = nearest(name, Profile::names()); !meant.empty())
    return "did you mean " + meant + "?";
  return "built in are " + joined(Profile::names(), ", ");
}

}  // namespace

Result<Profile> profile_of(const std::string& name) {
  if (const auto* built_in = Profile::find(name)) return *built_in;
  const auto text = read_text(name);
  if (!text && text.error().kind == Errc::not_found)
    return fail(Errc::invalid_argument, "profile-unknown",
                "there is no profile \"" + name + "\", nor a file of that name; " + known(name));
  if (!text) return tl::unexpected(text.error());
  auto profile = Profile::parse(*text);
  if (!profile) return fail_within(name, std::move(profile).error());
  return profile;
}

}  // namespace haat::cli
