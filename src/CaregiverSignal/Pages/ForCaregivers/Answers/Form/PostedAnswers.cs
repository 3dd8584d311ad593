using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>Reads what was sent from the pages of a form.</summary>
public static class PostedAnswers
{
    /// <summary>The name of the buttons; the value <c>stop</c> is "save and stop".</summary>
    public const string Button = "doe";

    private static readonly Texts Words = Texts.Of(typeof(LastPage));

    /// <summary>What a posted form says to the questions of a page.</summary>
    /// <exception cref="BadHttpRequestException">A question does not have such a value, or has two.</exception>
    public static IEnumerable<ItemAnswer> Of(FormPage page, IFormCollection form) =>
        page.Items.Select(item =>
            form.TryGetValue(page.FieldOf(item), out var values)
                ? new ItemAnswer(page.Instrument, item.Key, CodeOf(item, values))
                : new ItemAnswer(page.Instrument, item.Key, null, IsBlank: true)
        );

    /// <summary>What a form of some pages says; where its questions stand elsewhere now, what was chosen: a new wording
    /// put in place during the visit can divide them differently.</summary>
    /// <param name="all">Those of the whole check-in.</param>
    /// <exception cref="BadHttpRequestException">The check-in does not have such a field or value.</exception>
    public static IReadOnlyList<ItemAnswer> Of(
        IReadOnlyList<FormPage> pages,
        IReadOnlyList<FormPage> all,
        IFormCollection form
    ) =>
        AreOf(pages, form) ? [.. pages.SelectMany(page => Of(page, form))]
        : AreOf(all, form) ? [.. all.SelectMany(page => Of(page, form)).Where(answer => !answer.IsBlank)]
        : throw new BadHttpRequestException("A field that this form does not have.");

    /// <summary>What a page that ends a check-in says.</summary>
    /// <param name="list">The questions that stand on it; null for the last page of the form, which has none.</param>
    /// <exception cref="BadHttpRequestException">The page does not have such a field or value.</exception>
    public static PageAnswers Last(IFormCollection form, SiteTime time, IReadOnlyList<FormPage>? list = null)
    {
        if (
            form.Keys.Any(name =>
                name is not ("echt" or "woorden" or "bellen" or HelpFields.Field or HelpFields.About)
                && !CallWhen.Fields.Contains(name)
                && !(
                    list is not null
                    && (name is Button or TooFastCheck.Field or PicturePage.Field || list.Any(page => page.Has(name)))
                )
            )
        )
            throw new BadHttpRequestException("A field that this page does not have.");
        var chosen = form["bellen"].ToString();
        var callMe = Codes.Find<CallWish>(chosen);
        if (callMe is null && chosen.Length > 0)
            throw new BadHttpRequestException("An answer that this question does not have.");
        return new PageAnswers(
            [.. (list ?? []).SelectMany(page => Of(page, form))],
            PageAnswers.Clean(form["woorden"].ToString()),
            callMe,
            CallWhen.Read(form, time),
            HelpFields.Read(form),
            Words["WrittenDown"],
            IsHasty: list is not null && TooFastCheck.Is(form, time)
        );
    }

    private static bool AreOf(IReadOnlyList<FormPage> pages, IFormCollection form) =>
        form.Keys.All(name => name is "echt" or Button or TooFastCheck.Field || pages.Any(page => page.Has(name)));

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
