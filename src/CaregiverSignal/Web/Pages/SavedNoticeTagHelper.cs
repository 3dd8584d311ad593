using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

/// <summary>What was just done, said once.</summary>
[HtmlTargetElement("saved-notice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SavedNoticeTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.TempData[SitePage.SavedKey] is not string saved)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice notice-ok");
        output.Attributes.SetAttribute("role", "status");
        output.Content.SetContent(saved);
    }
}
