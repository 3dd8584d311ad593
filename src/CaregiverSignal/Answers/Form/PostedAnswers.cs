using System.Globalization;
using CaregiverSignal.Answers.Landing;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers.Form;

/// <summary>Reads what was sent from the pages of a form.</summary>
public static class PostedAnswers
{
    /// <summary>The name of the buttons; the value <c>stop</c> is "save and stop".</summary>
    public const string Button = "doe";

    private static readonly Texts Words = Texts.Of(typeof(LastPage));

    /// <summary>What a posted form says to the questions of a page.</summary>
    /// <exception cref="BadHttpRequestException">A question does not have such a value, or has two.</exception>
    public static ListAnswers Of(FormPage page, IFormCollection form)
    {
        var chosen = page
            .Items.Where(item => form.ContainsKey(page.FieldOf(item)))
            .ToDictionary(item => item.Key, item => CodeOf(item, form[page.FieldOf(item)]));
        return new(
            page.Instrument,
            chosen,
            [.. page.Items.Select(item => item.Key).Where(key => !chosen.ContainsKey(key))]
        );
    }

    /// <summary>
    /// What a form of some pages says; where its questions stand elsewhere now, what was chosen: a new wording put in
    /// place during the visit can divide them differently.
    /// </summary>
    /// <param name="all">Those of the whole check-in.</param>
    /// <exception cref="BadHttpRequestException">The check-in does not have such a field or value.</exception>
    public static IReadOnlyList<ListAnswers> Of(
        IReadOnlyList<FormPage> pages,
        IReadOnlyList<FormPage> all,
        IFormCollection form
    ) =>
        AreOf(pages, form) ? [.. pages.Select(page => Of(page, form))]
        : AreOf(all, form) ? [.. all.Select(page => Of(page, form) with { Blank = [] })]
        : throw new BadHttpRequestException("A field that this form does not have.");

    /// <summary>What the one page says.</summary>
    /// <exception cref="BadHttpRequestException">The page does not have such a field or value.</exception>
    public static PageAnswers OfOnePage(IReadOnlyList<FormPage> pages, IFormCollection form, SiteTime time) =>
        new([.. pages.Select(page => Of(page, form))], Last(form, time, pages), Haste.Is(form, time));

    /// <param name="beside">The questions that stand on the same page.</param>
    /// <exception cref="BadHttpRequestException">The page does not have such a field or value.</exception>
    public static LastAnswers Last(IFormCollection form, SiteTime time, IReadOnlyList<FormPage>? beside = null)
    {
        if (
            form.Keys.Any(name =>
                name is not ("echt" or "woorden" or "bellen" or HelpFields.Field or HelpFields.About)
                && !CallWhen.Fields.Contains(name)
                && !(
                    beside is not null
                    && (name is Button or Haste.Field or PicturePage.Field || beside.Any(page => page.Has(name)))
                )
            )
        )
            throw new BadHttpRequestException("A field that this page does not have.");
        var chosen = form["bellen"].ToString();
        var callMe = Codes.Find<CallWish>(chosen);
        if (callMe is null && chosen.Length > 0)
            throw new BadHttpRequestException("An answer that this question does not have.");
        return new LastAnswers(
            LastAnswers.Clean(form["woorden"].ToString()),
            callMe,
            CallWhen.Read(form, time),
            HelpFields.Read(form),
            Words["WrittenDown"]
        );
    }

    private static bool AreOf(IReadOnlyList<FormPage> pages, IFormCollection form) =>
        form.Keys.All(name => name is "echt" or Button or Haste.Field || pages.Any(page => page.Has(name)));

    private static int? CodeOf(Questionnaires.Item item, IReadOnlyList<string?> values)
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
