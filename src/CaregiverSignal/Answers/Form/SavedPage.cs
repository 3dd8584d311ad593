using System.Globalization;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers.Form;

/// <summary>The answers in a posted page.</summary>
/// <param name="Chosen">The items that were answered, or skipped by choice (null).</param>
/// <param name="Blank">The items left without a choice: skipped too, unless an answer was given before.</param>
public sealed record SavedPage(IReadOnlyDictionary<string, int?> Chosen, IReadOnlyList<string> Blank)
{
    /// <summary>The name of the buttons; the value <c>stop</c> is "save and stop".</summary>
    public const string Button = "doe";

    public static bool IsOf(IReadOnlyList<FormPage> pages, IFormCollection form) =>
        form.Keys.All(name => name is "echt" or Button or Haste.Field || pages.Any(page => page.Has(name)));

    public GivenList Of(Instrument instrument) => new(instrument, Chosen, Blank);

    /// <exception cref="BadHttpRequestException">A question does not have such a value, or has two.</exception>
    public static SavedPage Read(FormPage page, IFormCollection form)
    {
        var chosen = new Dictionary<string, int?>();
        var blank = new List<string>();
        foreach (var item in page.Items)
        {
            if (!form.TryGetValue(page.FieldOf(item), out var values))
                blank.Add(item.Key);
            else if (values is [{ } value])
                chosen[item.Key] = CodeOf(item, value);
            else
                throw new BadHttpRequestException("A question is answered twice.");
        }

        return new SavedPage(chosen, blank);
    }

    /// <summary>
    /// What a form of some pages says; where its questions stand elsewhere now, what was chosen: a new wording put in
    /// place during the visit can divide them differently.
    /// </summary>
    /// <param name="all">Those of the whole check-in.</param>
    /// <exception cref="BadHttpRequestException">The check-in does not have such a field or value.</exception>
    public static List<(FormPage Page, SavedPage Saved)> Read(
        IReadOnlyList<FormPage> pages,
        IReadOnlyList<FormPage> all,
        IFormCollection form
    ) =>
        IsOf(pages, form) ? [.. pages.Select(page => (page, Read(page, form)))]
        : IsOf(all, form) ? [.. all.Select(page => (page, Read(page, form) with { Blank = [] }))]
        : throw new BadHttpRequestException("A field that this form does not have.");

    private static int? CodeOf(Item item, string value)
    {
        if (value.Length == 0)
            return null;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && item.Allows(code)
            ? code
            : throw new BadHttpRequestException("An answer that this question does not have.");
    }
}
