extern alias task;

using System.Collections;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using DescribeWeights = task::ShapeGen.Build.DescribeWeights;

namespace ShapeGen.Build.Tests;

/// <summary>Runs the task as MSBuild would and keeps what it reports.</summary>
internal sealed class TaskRun : IBuildEngine
{
    public List<BuildErrorEventArgs> Errors { get; } = [];

    public bool Succeeded { get; private init; }

    public string[] Descriptions { get; private init; } = [];

    bool IBuildEngine.ContinueOnError => false;

    int IBuildEngine.LineNumberOfTaskNode => 0;

    int IBuildEngine.ColumnNumberOfTaskNode => 0;

    string IBuildEngine.ProjectFileOfTaskNode => "App.csproj";

    public static TaskRun Of(string folder, params (string File, string? Model)[] weights)
    {
        var engine = new TaskRun();
        var describe = new DescribeWeights
        {
            BuildEngine = engine,
            Folder = Path.Combine(folder, "obj"),
            ProjectFile = "App.csproj",
            Weights = [.. weights.Select(w => Item(w.File, w.Model))],
        };
        bool succeeded = describe.Execute();
        var run = new TaskRun { Succeeded = succeeded, Descriptions = [.. describe.Descriptions.Select(d => d.ItemSpec)] };
        run.Errors.AddRange(engine.Errors);
        return run;
    }

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => Assert.Fail(e.Message);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
    }

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;

    private static TaskItem Item(string file, string? model)
    {
        var item = new TaskItem(file);
        if (model is not null)
        {
            item.SetMetadata("Model", model);
        }

        return item;
    }
}
