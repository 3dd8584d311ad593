using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

/// <summary>The form field that says when it was shown: see <see cref="TooFastCheck"/>.</summary>
[HtmlTargetElement("shown-at", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ShownAtTagHelper(SiteTime time) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        (output.TagName, output.TagMode) = ("input", TagMode.SelfClosing);
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", TooFastCheck.Field);
        output.Attributes.SetAttribute("value", time.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }
}
