namespace CaregiverSignal.Answers.Form;

/// <summary>
/// The questions that were skipped in a list of which others were answered: they are asked once more at its end,
/// because a list with a gap gives no point in the chart.
/// </summary>
public static class Skipped
{
    /// <summary>By questionnaire; a list that was skipped whole is left alone.</summary>
    public static IReadOnlyList<FormPage> Of(IReadOnlyList<FormPage> pages, IReadOnlyList<Answer> answers) =>
        [
            .. pages
                .Where(page => page.Instrument.Items.Count > 1 && !page.Instrument.IsUnscored)
                .GroupBy(page => page.Instrument)
                .Where(list => answers.Any(answer => answer.Instrument == list.Key.Key && answer.Value is not null))
                .Select(list => new FormPage(
                    0,
                    list.Key,
                    [
                        .. list.SelectMany(page => page.Items)
                            .Where(item =>
                                answers.Any(answer =>
                                    answer.Instrument == list.Key.Key && answer.Item == item.Key && answer.Value is null
                                )
                            ),
                    ],
                    OpensPart: false
                ))
                .Where(page => page.Items.Count > 0),
        ];
}
