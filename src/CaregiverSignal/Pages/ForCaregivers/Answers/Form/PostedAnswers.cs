using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

public static class PostedAnswers
{
    /// <summary>The name of the buttons; the value <c>stop</c> is "save and stop".</summary>
    public const string Button = "doe";

    private static readonly Texts Words = Texts.Of(typeof(LastPage));

    /// <exception cref="BadHttpRequestException">A question has no such value, or two values.</exception>
    public static IEnumerable<ItemAnswer> Of(FormPage page, IFormCollection form) =>
        page.Items.Select(item =>
            form.TryGetValue(page.FieldOf(item), out var values)
                ? new ItemAnswer(page.Instrument, item.Key, CodeOf(item, values))
                : new ItemAnswer(page.Instrument, item.Key, null, IsBlank: true)
        );

    /// <summary>The answers on several pages. If its questions have moved to other pages, only the chosen answers: a
    /// new wording installed during the visit can divide them differently.</summary>
    /// <exception cref="BadHttpRequestException">The check-in has no such field or value.</exception>
    public static IReadOnlyList<ItemAnswer> Of(
        IReadOnlyList<FormPage> pages,
        IReadOnlyList<FormPage> all,
        IFormCollection form
    ) =>
        AreOf(pages, form) ? [.. pages.SelectMany(page => Of(page, form))]
        : AreOf(all, form) ? [.. all.SelectMany(page => Of(page, form)).Where(answer => !answer.IsBlank)]
        : throw new BadHttpRequestException("A field that this form does not have.");

    /// <summary>The answers on a page that ends a check-in.</summary>
    /// <param name="list">The questions on it; null for the form's last page, which has none.</param>
    /// <exception cref="BadHttpRequestException">The page has no such field or value.</exception>
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
