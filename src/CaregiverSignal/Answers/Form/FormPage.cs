using System.Globalization;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers.Form;

/// <summary>The questions shown together on one page of the form.</summary>
/// <param name="Number">From 1; the page for own words follows the last of these.</param>
/// <param name="OpensPart">Whether it is the first page of its questionnaire.</param>
public sealed record FormPage(int Number, Instrument Instrument, IReadOnlyList<Item> Items, bool OpensPart)
{
    /// <summary>The name of the buttons; the value <c>stop</c> is "save and stop".</summary>
    public const string Button = "doe";

    public string FieldOf(Item item) => $"{Instrument.Key}.{item.Key}";

    /// <summary>The same questions with pictures; as they are when there are none for them.</summary>
    public FormPage InPictures() =>
        Instrument.InPictures is { } pictures
            ? this with
            {
                Instrument = pictures,
                Items = [.. Items.Select(item => pictures.Item(item.Key)!)],
            }
            : this;

    public bool Has(string field) => Items.Any(item => FieldOf(item) == field);

    /// <summary>What a posted form says to these questions.</summary>
    /// <exception cref="BadHttpRequestException">A question does not have such a value, or has two.</exception>
    public ListAnswers Read(IFormCollection form)
    {
        var chosen = Items
            .Where(item => form.ContainsKey(FieldOf(item)))
            .ToDictionary(item => item.Key, item => CodeOf(item, form[FieldOf(item)]));
        return new(Instrument, chosen, [.. Items.Select(item => item.Key).Where(key => !chosen.ContainsKey(key))]);
    }

    /// <summary>
    /// What a form of some pages says; where its questions stand elsewhere now, what was chosen: a new wording put in
    /// place during the visit can divide them differently.
    /// </summary>
    /// <param name="all">Those of the whole check-in.</param>
    /// <exception cref="BadHttpRequestException">The check-in does not have such a field or value.</exception>
    public static IReadOnlyList<ListAnswers> Read(
        IReadOnlyList<FormPage> pages,
        IReadOnlyList<FormPage> all,
        IFormCollection form
    ) =>
        AreOf(pages, form) ? [.. pages.Select(page => page.Read(form))]
        : AreOf(all, form) ? [.. all.Select(page => page.Read(form) with { Blank = [] })]
        : throw new BadHttpRequestException("A field that this form does not have.");

    private static bool AreOf(IReadOnlyList<FormPage> pages, IFormCollection form) =>
        form.Keys.All(name => name is "echt" or Button or Haste.Field || pages.Any(page => page.Has(name)));

    private static int? CodeOf(Item item, IReadOnlyList<string?> values)
    {
        if (values is not [{ } value])
            throw new BadHttpRequestException("A question is answered twice.");
        if (value.Length == 0)
            return null;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && item.Allows(code)
            ? code
            : throw new BadHttpRequestException("An answer that this question does not have.");
    }
}
