using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

[HtmlTargetElement("saved-notice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SavedNoticeTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var saved = ViewContext.TempData[SitePage.SavedKey] as string;
        if ((saved ?? ViewContext.TempData[SitePage.NotSavedKey]) is not string text)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", saved is null ? "notice" : "notice notice-ok");
        output.Attributes.SetAttribute("role", "status");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        output.Content.SetContent(text);
    }
}
