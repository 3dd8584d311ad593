using CaregiverSignal.Desk.Reports;
using CaregiverSignal.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Pages.ForCoordinators.Reports;

public static class ReportHtml
{
    private static readonly string style = StyleOf("Files.report.css");

    public static Task<string> BodyAsync(Report report) =>
        RenderAsync<ReportBody>(new() { [nameof(ReportBody.Report)] = report });

    public static Task<string> FileAsync(Report report, string supportPoint) =>
        RenderAsync<ReportFile>(
            new()
            {
                [nameof(ReportFile.Report)] = report,
                [nameof(ReportFile.SupportPoint)] = supportPoint,
                [nameof(ReportFile.Style)] = style,
            }
        );

    private static async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString()
        );
    }

    private static string StyleOf(string name)
    {
        using var file = new StreamReader(typeof(ReportHtml).Assembly.GetManifestResourceStream(name)!);
        return file.ReadToEnd();
    }
}
