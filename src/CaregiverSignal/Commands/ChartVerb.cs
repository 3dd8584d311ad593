using System.CommandLine;
using System.Text;
using CaregiverSignal.Cases;
using CaregiverSignal.Charts;
using CaregiverSignal.Files;
using CaregiverSignal.Pages.ForCoordinators.Case;

namespace CaregiverSignal.Commands;

public static class ChartVerb
{
    private static readonly string[] Kinds = [".svg", ".png"];

    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The caregiver, as files name them." };
        var file = new PathOption("--out", PathUse.WritesFile)
        {
            Description = "Where the picture goes: FILE.svg, or FILE.png with twice as many pixels.",
            HelpName = "FILE",
            Required = true,
        };
        file.Validators.Add(given =>
        {
            if (!Kinds.Contains(Path.GetExtension(given.GetValueOrDefault<string>()), StringComparer.OrdinalIgnoreCase))
                given.AddError("--out: the file's name ends in .svg or .png.");
        });
        var width = WholeNumber.Option(
            "--width",
            FigureDrawing.Wide,
            FigureDrawing.Narrowest,
            FigureDrawing.Widest,
            "The width"
        );
        string[] tags = [.. Languages.ToChoose.Select(item => item.Code())];
        var language = new Option<string>("--language")
        {
            Description = $"{string.Join(", ", tags)}; that of the support point where none is given.",
        };
        language.AcceptOnlyFromAmong(tags);
        var verb = new Command("chart", "Draws the course of one caregiver.") { id, file, width, language };
        verb.SetAction(parsed =>
            Verbs.WithStoreAsync(
                parsed,
                async store =>
                {
                    using var spoken = Languages.Speak(
                        Codes.Find<Language>(parsed.GetValue(language)) ?? Languages.Current
                    );
                    return await RunAsync(store, parsed.GetValue(id)!, parsed.GetValue(file)!, parsed.GetValue(width));
                },
                makes: false
            )
        );
        return verb;
    }

    private static async Task<int> RunAsync(
        StoreRun store,
        string person,
        string file,
        int width,
        CancellationToken stop = default
    )
    {
        var (instruments, today) = (store.Installation.Instruments, (await store.TimeAsync()).Today);
        if (await CaseCourse.OfAsync(await store.DatabaseAsync(), person, stop) is not { } course)
            return Verbs.Report([new Fault("", "ID", $"no caregiver is called '{person}' here")], store.Error);
        if (CaseFigure.Of(course, instruments, today, endsToday: false) is not { } figure)
        {
            store.Error.WriteLine("There is too little to draw: nothing was answered twice.");
            return CommandLine.Failure;
        }

        var picture = Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase)
            ? FigureDrawing.Png(figure, width)
            : Encoding.UTF8.GetBytes(FigureDrawing.Svg(figure, width));
        return await TableFile.WriteAsync(file, picture, store.Error, stop) ? CommandLine.Success : CommandLine.Failure;
    }
}
