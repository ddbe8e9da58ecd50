#pragma once

#include <string>

namespace partner {

// The tag of BCP 47 for what a partner's system says: "hin", "pt_BR", "en-us", "Hindi", "हिन्दी".
// Empty if nobody knows which language it means.
std::string language_tag(const std::string& said);

}  // namespace partner
