using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

/// <summary>A form field with label, hint, error, and the ids that connect them.</summary>
/// <remarks>Its texts are the page's: the label under the property's name, the hint under that plus ".Hint". What was
/// typed stays. Other attributes go to the control, or to the first of several.</remarks>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>The property; a boolean becomes one checkbox.</summary>
    public ModelExpression For { get; set; } = null!;

    public string Type { get; set; } = "text";

    public int? Rows { get; set; }

    /// <summary>The options; checkboxes if the property holds several.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>Shows the options below each other instead of in a drop-down list.</summary>
    public bool Radio { get; set; }

    /// <summary>The list's first line, which chooses nothing.</summary>
    public string? Choose { get; set; }

    public string? Label { get; set; }

    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private string Id => TagBuilder.CreateSanitizedId(For.Name, "_");

    private bool IsList => typeof(IEnumerable).IsAssignableFrom(For.ModelExplorer.ModelType) && !IsText;

    private bool IsText => For.ModelExplorer.ModelType == typeof(string);

    private string? Error =>
        ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.Errors is [var first, ..]
            ? first.ErrorMessage
            : null;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var words = ((IPage)ViewContext.ViewData.Model!).T;
        var name = For.Name[(For.Name.LastIndexOf('.') + 1)..];
        Label ??= words[name];
        Hint ??= words.Has($"{name}.Hint") ? words[$"{name}.Hint"] : null;
        var given = output.Attributes.ToList();
        output.Attributes.Clear();
        output.TagMode = TagMode.StartTagAndEndTag;
        if (For.ModelExplorer.ModelType == typeof(bool))
        {
            var box = Box("checkbox", Id, "true", Values.Contains("true"));
            Describe(box);
            var line = Text("label", "");
            line.AddCssClass("answer");
            line.InnerHtml.AppendHtml(box).AppendHtml(Text("span", Label));
            output.TagName = null;
            AppendSaid(output.Content);
            output.Content.AppendHtml(line);
            return;
        }

        var isMany = Options is not null && (Radio || IsList);
        output.TagName = isMany ? "fieldset" : "div";
        if (!isMany || Error is not null)
            output.Attributes.SetAttribute("class", isMany ? "has-error" : "field");
        if (isMany && Described is { } described)
            output.Attributes.SetAttribute("aria-describedby", described);
        output.Content.AppendHtml(Text(isMany ? "legend" : "label", Label, isMany ? null : ("for", Id)));
        AppendSaid(output.Content);
        output.Content.AppendHtml(isMany ? Choices(given) : Control(given));
    }

    private void AppendSaid(TagHelperContent content)
    {
        if (Hint is not null)
            content.AppendHtml(Text("p", Hint, ("class", "hint"), ("id", Id + "-hint")));
        if (Error is { } error)
            content
                .AppendHtml($"<p class=\"field-error\" id=\"{Id}-fout\"><span>")
                .Append(Shared["ErrorFirst"])
                .AppendHtml("</span> ")
                .Append(error)
                .AppendHtml("</p>");
    }

    private void Describe(TagBuilder control)
    {
        if (Error is not null)
            control.Attributes["aria-invalid"] = "true";
        if (Described is { } described)
            control.Attributes["aria-describedby"] = described;
    }

    private string? Described =>
        (Hint, Error) switch
        {
            (null, null) => null,
            (null, _) => Id + "-fout",
            (_, null) => Id + "-hint",
            _ => $"{Id}-hint {Id}-fout",
        };

    private TagBuilder Control(List<TagHelperAttribute> given)
    {
        var control = new TagBuilder(
            Options is not null ? "select"
            : Rows is not null ? "textarea"
            : "input"
        );
        control.Attributes["id"] = Id;
        control.Attributes["name"] = For.Name;
        foreach (var attribute in given)
            control.Attributes[attribute.Name] = attribute.Value?.ToString();
        Describe(control);
        var value = Values.FirstOrDefault() ?? "";
        if (Options is not null)
        {
            if (!string.IsNullOrEmpty(Choose))
                control.InnerHtml.AppendHtml(Option("", Choose, isChosen: false));
            foreach (var group in Options.GroupBy(option => option.Group?.Name))
            {
                var options = new TagBuilder("optgroup");
                foreach (var option in group)
                    options.InnerHtml.AppendHtml(Option(option.Value, option.Text, option.Value == value));
                options.Attributes["label"] = group.Key;
                control.InnerHtml.AppendHtml(group.Key is null ? options.InnerHtml : options);
            }
        }
        else if (Rows is { } rows)
        {
            control.Attributes["rows"] = rows.ToString(CultureInfo.InvariantCulture);
            control.InnerHtml.AppendHtml("\n").Append(value);
        }
        else
        {
            control.TagRenderMode = TagRenderMode.SelfClosing;
            control.Attributes["type"] = Type;
            // A browser shows a password to whoever looks for it; a file has no value.
            if (Type is not ("password" or "file"))
                control.Attributes["value"] = value;
        }

        return control;
    }

    /// <remarks>The first has the field's id, to which errors link. Options of one group stay together.</remarks>
    private IHtmlContent Choices(List<TagHelperAttribute> given)
    {
        var (all, chosen, list, group) = (new TagBuilder("div"), Values, (TagBuilder?)null, (SelectListGroup?)null);
        foreach (var (option, place) in Options!.Select((option, place) => (option, place)))
        {
            if (list is null || option.Group != group)
            {
                (group, list) = (option.Group, new TagBuilder("div"));
                list.AddCssClass("answer-list");
                if (group is not null)
                {
                    all.InnerHtml.AppendHtml(Text("p", group.Name, ("class", "hint")));
                    (list.Attributes["role"], list.Attributes["aria-label"]) = ("group", group.Name);
                }

                all.InnerHtml.AppendHtml(list);
            }

            var box = Box(
                IsList ? "checkbox" : "radio",
                place == 0 ? Id : null,
                option.Value,
                chosen.Contains(option.Value)
            );
            foreach (var attribute in place == 0 ? given : [])
                box.Attributes[attribute.Name] = attribute.Value?.ToString();
            var label = new TagBuilder("label");
            label.AddCssClass("answer");
            label.InnerHtml.AppendHtml(box).AppendHtml(Text("span", option.Text));
            list.InnerHtml.AppendHtml(label);
        }

        return all.InnerHtml;
    }

    /// <param name="id">Null if nothing links to it: its label surrounds it.</param>
    private TagBuilder Box(string type, string? id, string value, bool isChosen)
    {
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        if (id is not null)
            box.Attributes["id"] = id;
        (box.Attributes["type"], box.Attributes["name"], box.Attributes["value"]) = (type, For.Name, value);
        if (isChosen)
            box.Attributes["checked"] = "checked";
        return box;
    }

    private static TagBuilder Option(string value, string text, bool isChosen) =>
        Text("option", text, ("value", value), isChosen ? ("selected", "selected") : null);

    private static TagBuilder Text(string tag, string text, params (string Name, string Value)?[] attributes)
    {
        var built = new TagBuilder(tag);
        foreach (var attribute in attributes)
        {
            if (attribute is var (name, value))
                built.Attributes[name] = value;
        }

        built.InnerHtml.Append(text);
        return built;
    }

    /// <summary>What was typed, or else the property's value.</summary>
    private List<string> Values =>
        ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.RawValue is { } raw
            ? raw is string[] many
                ? [.. many]
                : [raw.ToString()!]
            : [.. (IsList && For.Model is IEnumerable all ? all.Cast<object>() : [For.Model]).Select(Written)];

    private static string Written(object? value) =>
        value switch
        {
            null => "",
            Enum member => member.Code(),
            bool isTrue => isTrue ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
