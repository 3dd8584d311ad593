using System.Net;
using System.Text;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Storage;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Demo;

/// <summary>
/// Writes one caregiver's chart as a picture and as a page, drawn by the same code as on the case page.
/// </summary>
public static class DemoChart
{
    /// <summary>The question that is asked each month.</summary>
    public const string Instrument = "srb";

    /// <returns>False when there is too little to draw and nothing is written.</returns>
    public static bool Write(Installation installation, Database database, DemoFolder folder, Participant person)
    {
        if (database.Read(transaction => ModelOf(transaction, installation, person)) is not { } model)
            return false;
        if (TrendChart.Svg(model, "grafiek", ChartWidth.Wide) is not { } svg)
            return false;

        File.WriteAllText(folder.ChartPicture, svg);
        File.WriteAllText(folder.ChartPage, Page(person.Persona, model, svg));
        return true;
    }

    /// <returns>Null when the question is unknown.</returns>
    public static ChartModel? ModelOf(Transaction transaction, Installation installation, Participant person)
    {
        if (
            installation.Instruments.Find(Instrument) is not { } instrument
            || instrument.Scale("burden") is not { } scale
        )
            return null;
        return ChartModel.Of(
            scale,
            scale.Name,
            SeriesOf.Scale(
                installation.Instruments,
                instrument.Key,
                scale.Key,
                ScoreTable.Of(transaction, person.Id),
                CheckInTable.Of(transaction, person.Id)
            ),
            Markers(transaction, person.Id),
            Audience.Coordinator
        );
    }

    /// <summary>Life events, and also the talks, as these are the point of a demo.</summary>
    private static List<Marker> Markers(Transaction transaction, long caregiverId) =>
        [
            .. EventTable
                .Of(transaction, caregiverId)
                .Where(one => !one.Kind.IsOwnWork() || one.Kind == EventKind.Contacted)
                .Select(one => new Marker(one.HappenedOn, one.Note.Length > 0 ? one.Note : EventWords.Of(one.Kind))),
        ];

    private static string Page(Persona persona, ChartModel model, string svg)
    {
        var rows = new StringBuilder();
        foreach (var row in model.Rows)
        {
            string[] cells = [row.Outcome, row.InWords, row.How, row.Event];
            rows.Append("<tr><th scope=\"row\">").Append(Texts.Day(row.Day)).Append("</th>");
            foreach (var cell in cells)
                rows.Append("<td>").Append(WebUtility.HtmlEncode(cell)).Append("</td>");
            rows.Append("</tr>\n");
        }

        var name = WebUtility.HtmlEncode(persona.FullName);
        return $$"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{name}} (verzonnen) – {{WebUtility.HtmlEncode(model.Name)}}</title>
            <style>
            body { font-family: system-ui, sans-serif; line-height: 1.5; max-width: 44rem; margin: 1rem auto; padding: 0 1rem }
            figure { margin: 0 } svg { max-width: 100%; height: auto }
            table { border-collapse: collapse } th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #767676 }
            </style>
            </head>
            <body>
            <h1>{{WebUtility.HtmlEncode(model.Name)}}</h1>
            <p>{{name}} is verzonnen. Deze grafiek komt uit een demo.</p>
            <figure>
            {{svg}}
            <figcaption>{{WebUtility.HtmlEncode(model.Caption)}}</figcaption>
            </figure>
            <table>
            <thead><tr><th scope="col">Dag</th><th scope="col">Uitkomst</th><th scope="col">In woorden</th><th scope="col">Ingevuld</th><th scope="col">Gebeurtenis</th></tr></thead>
            <tbody>
            {{rows}}</tbody>
            </table>
            </body>
            </html>

            """;
    }
}
